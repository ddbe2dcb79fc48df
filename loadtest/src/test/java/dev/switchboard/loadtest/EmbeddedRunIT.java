package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real jar against the real server, as a person would start it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedRunIT {

    private static final String JAR = System.getProperty("switchboard.loadtest.jar", "");
    private static final String SERVER = System.getProperty("switchboard.server.jar", "");

    @TempDir
    Path directory;

    private String output = "";

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                JAR,
                "run",
                "--embedded",
                "--server-jar",
                SERVER,
                "--json",
                json().toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private Path json() {
        return directory.resolve("report.json");
    }

    private int finish(Process process) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
            output = Files.readString(directory.resolve("output"));
        }
        return process.exitValue();
    }

    /** Exit code 4 says that a busy build machine made the generator late; the checks held all the same. */
    @Test
    void shouldServeASmallLoadWithAllChecksPassing() throws Exception {
        int code = finish(start(
                "--rate",
                "12",
                "--duration",
                "3s",
                "--handle",
                "exp:1s",
                "--agents",
                "6",
                "--patience",
                "exp:30s",
                "--skill",
                "german:3@0.5/0.2",
                "--queues",
                "sales=2,billing",
                "--routing-bound",
                "2s",
                "--tolerance",
                "1s"));

        assertThat(code).as(output).isIn(RunCommand.KEPT, RunCommand.INVALID);
        assertThat(output).contains("complete after").doesNotContain("FAIL");
        assertThat(Files.readString(json())).contains("\"schema\": \"switchboard-loadtest/1\"", "\"failed\": 0");
    }

    /**
     * 1. A run that would take minutes. 2. SIGTERM, which is what Ctrl-C does to it, after the first customers. 3. It tells
     * the results so far and leaves no server behind.
     */
    @Test
    void shouldTellTheResultsSoFarAndEndItsServerWhenInterrupted() throws Exception {
        Process process = start("--rate", "5", "--duration", "10m", "--handle", "exp:1s", "--routing-bound", "5s");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.readString(directory.resolve("output")).matches("(?s).*served [1-9].*")) {
            assertThat(process.isAlive())
                    .as(Files.readString(directory.resolve("output")))
                    .isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            boolean unused = process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).isNotEmpty();

        process.destroy();
        finish(process);

        assertThat(output).contains("interrupted after");
        for (ProcessHandle child : children) {
            assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    /** One kill: that a second one after the recovery does no more harm is what the kill tests of the server look at. */
    @Test
    void shouldLoseNothingWhenTheServerIsKilled() throws Exception {
        int code = finish(start(
                "--rate",
                "4",
                "--duration",
                "16s",
                "--handle",
                "exp:1s",
                "--agents",
                "8",
                "--chaos",
                "server",
                "--chaos-every",
                "2s",
                "--chaos-rounds",
                "1",
                "--routing-bound",
                "5s",
                "--tolerance",
                "2s"));

        assertThat(code).as(output).isIn(RunCommand.KEPT, RunCommand.INVALID);
        assertThat(output).contains("1 of 1 rounds, all came back").doesNotContain("FAIL");
    }
}

package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final Recorder launcher = new Recorder();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldPrintItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("switchboard-server ");
    }

    @Test
    void shouldSayWhatThereIs() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("demo", "serve", "init-admin", "check-config", "print-config")
                .contains("78");
    }

    @Test
    void shouldRefuseUnknownOptions() {
        assertThat(run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--prot");
    }

    @Test
    void shouldServeWithTheNamedFileAndGiveTheNodesExitCode() throws IOException {
        launcher.exitCode = 70;

        assertThat(run("serve", "--config", file("http: {port: 81}"))).isEqualTo(70);
        assertThat(launcher.calls).containsExactly("serve 81");
    }

    @Test
    void shouldFindTheFileByTheEnvironment() throws IOException {
        environment.put("SWITCHBOARD_CONFIG", file("http: {port: 82}"));

        assertThat(run("demo")).isZero();
        assertThat(launcher.calls).containsExactly("demo 82");
        assertThat(out.toString()).contains("links");
    }

    @Test
    void shouldKeepTheDemoToThisMachineUnlessToldOtherwise() {
        assertThat(run("demo")).isZero();
        assertThat(launcher.address).isEqualTo("127.0.0.1");

        environment.put("SWITCHBOARD_HTTP_ADDRESS", "0.0.0.0");
        assertThat(run("demo")).isZero();
        assertThat(launcher.address).isEqualTo("0.0.0.0");
    }

    @Test
    void shouldPrintAllFaultsAndStartNothing() throws IOException {
        String file = file("http: {port: x, threads: 0}\nmanagement: {prt: 1}");

        for (String command : List.of("serve", "demo", "init-admin", "check-config", "print-config")) {
            err.getBuffer().setLength(0);
            assertThat(run(command, "--config", file)).as(command).isEqualTo(78);
            assertThat(err.toString()).contains("3 faults", "http.port", "http.threads", "management.prt");
        }
        assertThat(launcher.calls).isEmpty();
    }

    @Test
    void shouldSayWhatIsMissing() {
        launcher.failure = new StartException("Redis is too old: 5.0. Use 6.2 or newer.");

        assertThat(run("serve")).isEqualTo(69);
        assertThat(err.toString()).isEqualToIgnoringNewLines("Cannot start: Redis is too old: 5.0. Use 6.2 or newer.");
    }

    @Test
    void shouldShowWhereABugIs() {
        launcher.bug = new IllegalStateException("a bug");

        assertThat(run("serve")).isEqualTo(70);
        assertThat(err.toString()).contains("IllegalStateException: a bug", "MainTest");
    }

    @Test
    void shouldCheckAndPrintTheConfiguration() throws IOException {
        String file = file("redis: {url: 'redis://u:hush@h'}");

        assertThat(run("check-config", "--config", file)).isZero();
        assertThat(out.toString()).contains("in order");
        assertThat(run("print-config", "--config", file)).isZero();
        assertThat(out.toString()).contains("port: 8080  # default").doesNotContain("hush");
    }

    @Test
    void shouldReadThePasswordFromStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("correct horse\nmore".getBytes(StandardCharsets.UTF_8)));
            assertThat(run("init-admin", "--name", "ada")).isZero();
            assertThat(launcher.calls).containsExactly("init-admin ada correct horse");
            System.setIn(new ByteArrayInputStream(new byte[0]));
            assertThat(run("init-admin")).isEqualTo(2);
            assertThat(err.toString()).contains("standard input");
        } finally {
            System.setIn(before);
        }
    }

    private int run(String... arguments) {
        return Main.commandLine(launcher, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("test.yaml"), yaml).toString();
    }

    /** Starts nothing and writes down what it should have started. */
    private static final class Recorder implements Launcher {

        final List<String> calls = new ArrayList<>();
        String address;
        int exitCode;
        StartException failure;
        RuntimeException bug;

        @Override
        public Running serve(Configuration configuration) throws StartException {
            return start("serve " + configuration.http().port());
        }

        @Override
        public Running demo(Configuration configuration, PrintWriter out) throws StartException {
            address = configuration.http().address();
            out.println("links");
            return start("demo " + configuration.http().port());
        }

        @Override
        public void initAdmin(Configuration configuration, String name, String password) {
            calls.add("init-admin " + name + " " + password);
        }

        private Running start(String call) throws StartException {
            if (failure != null) {
                throw failure;
            }
            if (bug != null) {
                throw bug;
            }
            calls.add(call);
            return new Running() {
                @Override
                public int await() {
                    return exitCode;
                }

                @Override
                public void stop() {
                    calls.add("stop");
                }
            };
        }
    }
}

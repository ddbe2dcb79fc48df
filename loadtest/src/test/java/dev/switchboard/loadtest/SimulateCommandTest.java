package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private static final String PLAIN = "classes: {a: {arrivals: 2/min, handle: exp:1m}}\nagents: {b: {count: 3}}\n";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int simulate(String text, String... options) throws IOException {
        Path file = directory.resolve("plain.yaml");
        Files.writeString(file, text);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "simulate";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void shouldPassAndWriteEverything() throws IOException {
        Path json = directory.resolve("results.json");
        Path chats = directory.resolve("chats.csv");

        int code = simulate(
                PLAIN + "measure: 50000\nprecision: 50%",
                "--json",
                json.toString(),
                "--chats",
                chats.toString(),
                "--threads",
                "2");

        assertThat(code).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString()).contains("Erlang C, 3 slots").contains("PASS: ");
        assertThat(Files.readString(json))
                .contains("\"schema\": \"switchboard-simulation/1\"")
                .contains("\"verdict\": \"PASS\"")
                .contains("\"asa\": {")
                .contains("classes: {a: {arrivals: 2/min");
        assertThat(Files.readAllLines(chats))
                .hasSizeGreaterThan(49_000)
                .first()
                .isEqualTo("replication,chat,class,arrival,wait,end,agent,outcome");
    }

    @Test
    void shouldSayThatTheIntervalsAreTooWide() throws IOException {
        int code = simulate(PLAIN + "measure: 2000\nprecision: 1%");

        assertThat(code).isEqualTo(RunCommand.INVALID);
        assertThat(out.toString())
                .contains("TOO WIDE mean wait of served (ASA)")
                .contains("measure more chats");
    }

    @Test
    void shouldTellWhatIsWrongWithTheScenario() throws IOException {
        assertThat(simulate("classes: 1\nagents: 2")).isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("plain.yaml:1: classes").contains("plain.yaml:2: agents");
    }

    @Test
    void shouldTellThatThereIsTooMuchWork() throws IOException {
        assertThat(simulate("classes: {a: {arrivals: 999/s, handle: exp:1h}}\nagents: {b: {count: 3}}\n"))
                .isEqualTo(RunCommand.NOT_RUN);
        assertThat(err.toString()).contains("More chats wait in 'a'");
    }

    @Test
    void shouldRefuseThreadsThatAreNone() throws IOException {
        assertThat(simulate(PLAIN, "--threads", "0")).isEqualTo(RunCommand.USAGE);
    }
}

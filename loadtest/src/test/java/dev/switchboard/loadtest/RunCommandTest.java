package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {

    @TempDir
    Path directory;

    private static RunOptionsReader reader(String... arguments) {
        RunOptions options = CommandLine.populateCommand(new RunOptions(), arguments);
        return new RunOptionsReader(options, Map.of());
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        StringWriter err = new StringWriter();

        int code = Main.commandLine()
                .setErr(new PrintWriter(err))
                .execute(
                        "run",
                        "--url",
                        "http://example.com",
                        "--rate",
                        "fast",
                        "--agents",
                        "0",
                        "--handle",
                        "gamma:3s",
                        "--queues",
                        "a,a",
                        "--skill",
                        "german",
                        "--threshold",
                        "soon",
                        "--chaos",
                        "fire",
                        "--messages",
                        "2.5");

        assertThat(code).isEqualTo(RunCommand.USAGE);
        assertThat(err.toString())
                .contains("--url: 'http://example.com' is not like")
                .contains("--app-key: give ID:SECRET")
                .contains("--rate: 'fast'")
                .contains("--agents: '0' is not a whole number from 1 to 10000")
                .contains("--handle: 'gamma:3s'")
                .contains("--queues: queue 'a' is named twice")
                .contains("--skill: 'german'")
                .contains("--threshold: 'soon'")
                .contains("--chaos kills only an --embedded server")
                .contains("--chaos: 'fire' is not server, redis or both")
                .contains("--messages: '2.5' is not a whole number");
    }

    @Test
    void shouldLoadOnlyThisMachineUnlessAllowed() {
        RunOptionsReader refused = reader("--url", "ws://192.0.2.1:8080/ws", "--app-key", "1:s", "--rate", "1");
        assertThat(refused.read()).isNotNull();
        assertThat(refused.faults()).singleElement().asString().contains("--allow-remote");

        RunOptionsReader allowed =
                reader("--url", "ws://192.0.2.1:8080/ws", "--app-key", "1:s", "--rate", "1", "--allow-remote");
        assertThat(allowed.read().target()).isInstanceOf(Target.Running.class);
        assertThat(allowed.faults()).isEmpty();

        RunOptionsReader local = reader("--url", "ws://[::1]:8080/ws", "--app-key", "1:s", "--rate", "1");
        assertThat(local.read()).isNotNull();
        assertThat(local.faults()).isEmpty();
    }

    @Test
    void shouldNeedOneServerAndOneSourceOfArrivals() {
        RunOptionsReader none = reader();
        assertThat(none.read()).isNotNull();
        assertThat(none.faults())
                .containsExactly("give either --url or --embedded", "give either --rate or --arrivals");

        RunOptionsReader both = reader(
                "--url", "ws://127.0.0.1/ws", "--embedded", "--rate", "1", "--arrivals", "x", "--app-key", "a:b");
        assertThat(both.read()).isNotNull();
        assertThat(both.faults())
                .containsExactly("give either --url or --embedded", "give either --rate or --arrivals");
    }

    @Test
    void shouldNameTheBadLineOfAnArrivalsFile() throws IOException {
        Path file = directory.resolve("calls.csv");
        Files.writeString(file, "rownames,DateTime,Calls\n1,2003-03-03T07:00:00Z,x\n");

        RunOptionsReader bad = reader(
                "--url", "ws://127.0.0.1/ws", "--app-key", "a:b", "--arrivals", file.toString(), "--day", "2003-03-03");
        assertThat(bad.read()).isNotNull();
        assertThat(bad.faults()).singleElement().asString().contains("line 2").contains("'x' is not a count");
    }

    @Test
    void shouldNameTheServerThatIsMissing() {
        RunOptionsReader missing = reader(
                "--embedded",
                "--rate",
                "1",
                "--server-jar",
                directory.resolve("no.jar").toString());
        assertThat(missing.read()).isNotNull();
        assertThat(missing.faults())
                .singleElement()
                .asString()
                .contains("no.jar")
                .contains("--server-jar");
    }

    @Test
    void shouldNeverTellTheAppKey() {
        RunSettings settings = reader("--url", "ws://127.0.0.1/ws", "--app-key", "7:topsecret", "--rate", "1")
                .read();

        assertThat(settings.described().toString()).doesNotContain("topsecret");
    }

    @Test
    void shouldExplainItselfAndItsExitCodes() {
        StringWriter out = new StringWriter();

        int code = Main.commandLine().setOut(new PrintWriter(out)).execute("run", "--help");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("--arrivals")
                .contains("german:3@0.4/0.2")
                .contains("Exit codes:");
    }
}

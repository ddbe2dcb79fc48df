package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code messages} against the real server, for a moment only: whether it measures, not what. */
class MessagesIT {

    private static final String SERVER = System.getProperty("switchboard.server.jar", "");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void shouldSeeEveryMessageAcknowledgedAndDelivered() {
        int code = run(
                "messages",
                "--embedded",
                "--server-jar",
                SERVER,
                "--pairs",
                "5",
                "--warm-up",
                "0s",
                "--window",
                "1s",
                "--windows",
                "2");

        assertThat(code).as(out + "\n" + err).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString()).contains("5 pairs", "median", "once and in order");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        int code = run("messages", "--url", "ws://127.0.0.1:1/ws", "--pairs", "0", "--rate", "fast", "--pin");

        assertThat(code).isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("--pairs", "--rate", "--app-key", "--pin");
    }
}

package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code offers} and {@code backlog} against the real server, small: whether they measure, not what. */
class RoutingFiguresIT {

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
    void shouldMeasureFromStartToOffer() {
        int code = run(("offers --embedded --server-jar " + SERVER
                        + " --agents 10 --rate 10 --hold 200ms --warm-up 1s --window 1s --windows 2")
                .split(" "));

        assertThat(code).as(out + "\n" + err).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString()).contains("10 agents", "\nall ", "offered once");
    }

    /** Of 60 chats 40 find room, the oldest of each queue. */
    @Test
    void shouldGiveOutABacklogInOrder() {
        int code = run(("backlog --embedded --server-jar " + SERVER + " --chats 60 --agents 10 --capacity 4 --queues 3")
                .split(" "));

        assertThat(code).as(out + "\n" + err).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString())
                .contains("60 chats started", "40 offers", "0 inversions, 0 agents beyond", "0 chats forgotten");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        assertThat(run("offers", "--url", "ws://127.0.0.1:1/ws", "--agents", "1", "--hold", "1h", "--pin"))
                .isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("--app-key", "--hold", "--pin");
        assertThat(run("offers", "--embedded", "--agents", "1", "--rate", "200"))
                .isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("no room");
        assertThat(run("backlog", "--url", "ws://127.0.0.1:1/ws", "--chats", "0", "--queues", "0", "--pin"))
                .isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("--chats", "--queues");
    }
}

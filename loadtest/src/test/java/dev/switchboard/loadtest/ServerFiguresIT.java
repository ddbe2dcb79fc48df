package dev.switchboard.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code idle} and {@code startup} against the real server, small: whether they measure, not what. */
class ServerFiguresIT {

    private static final String SERVER = System.getProperty("switchboard.server.jar", "");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
    }

    /** 120 customers are more than the server lets one address have in a minute. */
    @Test
    void shouldTellWhatAnIdleCustomerTakes() {
        int code = run("idle --embedded --server-jar " + SERVER + " --customers 20,120 --rest 100ms");

        assertThat(code).as(out + "\n" + err).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString())
                .contains("\n20 ", "\n120 ", "Each customer more:", "dev.switchboard.server.gateway.TokenBucket");
        assertThat(out.toString()).doesNotContain("0.00 KiB of heap");
    }

    @Test
    void shouldStartWithAnArchiveOfItsClasses() {
        int code = run("startup --server-jar " + SERVER + " --rounds 1 --cds exit");

        assertThat(code).as(out + "\n" + err).isEqualTo(RunCommand.KEPT);
        assertThat(out.toString()).contains("with an archive", "round 1", "median");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        assertThat(run("idle --url ws://127.0.0.1:1/ws --customers 9,5 --rest never"))
                .isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("--app-key", "follow a smaller", "--rest", "--embedded");
        assertThat(run("startup --server-jar nowhere.jar --rounds 0")).isEqualTo(RunCommand.USAGE);
        assertThat(err.toString()).contains("nowhere.jar", "--rounds");
    }
}

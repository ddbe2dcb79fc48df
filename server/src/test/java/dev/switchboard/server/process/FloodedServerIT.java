package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.Credentials;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.gateway.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Those who send too much or read too little, on the real jar; and their neighbours, who must not notice. */
class FloodedServerIT {
    private static final boolean FULL = "full".equals(System.getProperty("scenarios"));
    private static final int NEIGHBOURS = FULL ? 500 : 100;
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    private final Servers servers = new Servers();

    /** K5: one flooder, 1,000 frames a second, and customers who talk, all of one address. */
    @Test
    void k5ShouldCutTheFlooderAndNobodyElse() throws Exception {
        flood(1_000);
    }

    /** The same with ten times as many frames as one connection is ever read. */
    @Test
    void shouldCutOneWhoSendsTenThousandFramesASecond() throws Exception {
        flood(10_000);
    }

    private void flood(int framesPerSecond) throws Exception {
        ServerProcess server = desk(servers.create());
        List<WireCustomer> neighbours = new ArrayList<>();
        try (Flooder flooder = new Flooder(server, "help", framesPerSecond)) {
            for (int i = 0; i < NEIGHBOURS; i++) {
                WireCustomer customer =
                        servers.underneath(new WireCustomer(server, 0)).connect();
                customer.start("help");
                neighbours.add(customer);
            }
            say(neighbours, "warm");
            long[] calm = say(neighbours, "calm");

            flooder.start();
            List<long[]> rounds = new ArrayList<>();
            await("the flooder is cut twice, and kept outside in between")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        rounds.add(say(neighbours, "flooded"));
                        return rounds.size() >= 5
                                && flooder.closes(CloseCode.RATE_LIMITED) >= 2
                                && flooder.refusedHellos(ErrorCode.RATE_LIMITED) >= 1;
                    });
            servers.underneath(new WireCustomer(server, 0)).connect().start("help");
            flooder.stop();

            System.out.printf(
                    "%d frames/s: calm %s, flooded %s, flooder: %s%n",
                    framesPerSecond, print(calm), print(rounds.toArray(long[][]::new)), flooder);
        }
    }

    /** Each says a text, which must be stored; gives how long each answer took. */
    private static long[] say(List<WireCustomer> customers, String text) throws Exception {
        long[] nanos = new long[customers.size()];
        for (int i = 0; i < nanos.length; i++) {
            long startNanos = System.nanoTime();
            ServerFrame answer = customers.get(i).say(text);
            nanos[i] = System.nanoTime() - startNanos;
            assertThat(answer.hasSent()).as("%s", answer).isTrue();
        }
        return nanos;
    }

    private static String print(long[]... rounds) {
        long[] all =
                Arrays.stream(rounds).flatMapToLong(Arrays::stream).sorted().toArray();
        return "P50 %.1f ms, P99 %.1f ms".formatted(all[all.length / 2] / 1e6, all[all.length * 99 / 100] / 1e6);
    }

    /** He stops reading, is closed with the code for that, comes back, and has every message once. */
    @Test
    void shouldLetASlowReaderResumeWithoutAGap() throws Exception {
        ServerProcess server = desk(servers.create().with("SESSIONS_OUTGOING_MAX", "128KiB"));
        Colleague anna = servers.colleague(server, Credentials.password("anna", PASSWORD))
                .available();
        WireCustomer slow = servers.underneath(new WireCustomer(server, 4_096)).connect();
        slow.start("help");
        AgentChat chat = anna.acceptNext();
        // More than the buffers of both sockets and of the server take together.
        String text = "\u20ac".repeat(4_000);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            sent.add(chat.send(text));
            if (i % 50 == 49) {
                Talk.done(sent.get(sent.size() - 1));
            }
        }
        Talk.done(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));

        // Who reads nothing for 3 s more finds the socket closed; the server has counted why.
        assertThat(slow.readUntilClosed()).isIn(CloseCode.SLOW_READER.number(), 0);
        assertThat(server.metric("switchboard_gateway_closes_total{code=\"SLOW_READER\"}"))
                .isEqualTo(1);
        long last = anna.seen(chat.id()).get(anna.seen(chat.id()).size() - 1).sequence();
        assertThat(slow.entries.get(slow.entries.size() - 1).getSequence()).isLessThan(last);
        slow.close();
        slow.connect();
        slow.readUpTo(last);

        assertThat(slow.entries.stream().mapToLong(Entry::getSequence).toArray())
                .isEqualTo(LongStream.rangeClosed(1, last).toArray());
        assertThat(slow.entries.stream().filter(entry -> entry.getText().equals(text)))
                .hasSize(600);
    }

    /** Bytes that make no whole frame are no sign of life. */
    @Test
    void shouldCloseWhoNeverEndsAFrame() throws Exception {
        ServerProcess server = desk(servers.create());
        try (RawWebSocket client = RawWebSocket.open(server.port(), "", 0)) {
            client.raw(new byte[] {(byte) 0x82, (byte) 0xfe, 0x40, 0, 0, 0, 0, 0});
            assertThat(client.dripUntilClosed('a', 50)).isPositive();
        }
        assertThat(server.metric("switchboard_gateway_closes_total{code=\"HELLO_TIMEOUT\"}"))
                .isEqualTo(1);
    }

    private ServerProcess desk(ServerProcess server) throws Exception {
        servers.secret(PASSWORD);
        assertThat(server.run(PASSWORD + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        var admin = new AdminApi(server.http());
        admin.signIn("admin", PASSWORD);
        admin.makeDesk("anna", PASSWORD, 1, "http://localhost:" + server.port());
        return server;
    }
}

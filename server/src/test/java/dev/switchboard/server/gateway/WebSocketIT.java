package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.GoAway;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.listen.ListenException;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class WebSocketIT {

    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldPassOriginAndFramesOnInOrder() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "Origin: https://shop.example.com\r\n", 0)) {
            client.send(hello("ROLE_CUSTOMER"));
            assertThat(client.read().frame().hasWelcome()).isTrue();
            client.send(text(2));
            assertThat(client.read().frame().getSent().getSequence()).isEqualTo(2);
            client.send(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xe8});
            assertThat(client.readCloseCode()).isEqualTo(1000);
            assertThat(client.atEnd()).isTrue();
        }
        await().untilAsserted(() -> assertThat(gateway.events.seen)
                .containsExactly("opened https://shop.example.com", "HELLO 1", "SEND 2", "closed"));
    }

    @Test
    void shouldReportTheEndOfASocketThatJustBreaks() throws IOException {
        RawWebSocket.open(gateway.port()).close();

        await().untilAsserted(() -> assertThat(gateway.events.seen).containsExactly("opened ", "closed"));
    }

    /** All three arrive together, so two wait while the loop answers the call. */
    @Test
    void shouldUpgradeOnceWhenAskedTwiceAtOnce() throws IOException {
        String upgrade = RawWebSocket.upgrade("switchboard.v1.proto", "");
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            String call = "POST /api/none/None HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
            assertThat(client.request(call + upgrade + upgrade)).startsWith("HTTP/1.1 404 ");
            assertThat(client.request(""))
                    .as("the call's body and the next answer")
                    .contains("}HTTP/1.1 101 ");
            client.send(text(4));
            assertThat(client.read().frame().getSent().getSequence()).isEqualTo(4);
        }
        await().untilAsserted(() -> assertThat(gateway.events.seen).containsExactly("opened ", "SEND 4", "closed"));
    }

    @Test
    void shouldRefuseOtherSubprotocolsBeforeTheUpgrade() throws IOException {
        for (String protocol : List.of("", "switchboard.v1", "switchboard.v2.proto")) {
            try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
                assertThat(client.request(RawWebSocket.upgrade(protocol, ""))).startsWith("HTTP/1.1 400 ");
            }
        }
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request(RawWebSocket.upgrade("mqtt, switchboard.v1.proto", "")))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: switchboard.v1.proto\r\n");
        }
    }

    @Test
    void shouldNotCompress() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            String request =
                    RawWebSocket.upgrade("switchboard.v1.proto", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            assertThat(client.request(request))
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @Test
    void shouldRefuseWhatIsNoUpgrade() throws IOException {
        String good = RawWebSocket.upgrade("switchboard.v1.proto", "");
        assertThat(statusOf("GET /ws HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(426);
        assertThat(statusOf(good.replace("GET", "DELETE"))).isEqualTo(426);
        assertThat(statusOf(good.replace("Version: 13", "Version: 8"))).isEqualTo(426);
        assertThat(statusOf(good.replaceAll("Sec-WebSocket-Key.*\r\n", ""))).isEqualTo(400);
        assertThat(gateway.events.seen).isEmpty();
    }

    @Test
    void shouldTakeAFrameAtTheLimitAndCloseOnALargerOne() throws IOException {
        int max = TestGateway.SETTINGS.frameBytesMax();
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.BINARY, true, textOfSize(max));
            assertThat(client.read().frame().hasSent()).isTrue();
            client.send(RawWebSocket.BINARY, true, textOfSize(max + 1));
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldJoinFragmentsWithinTheLimit() throws IOException {
        byte[] whole = textOfSize(12_000);
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.BINARY, false, Arrays.copyOfRange(whole, 0, 6_000));
            client.send(RawWebSocket.PING, true, new byte[] {7});
            client.send(RawWebSocket.CONTINUATION, true, Arrays.copyOfRange(whole, 6_000, 12_000));
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(client.read().frame().hasSent()).isTrue();

            client.send(RawWebSocket.BINARY, false, new byte[12_000]);
            client.send(RawWebSocket.CONTINUATION, true, new byte[12_000]);
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldCloseOnText() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.TEXT, true, "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldSayThatAFrameCannotBeUnderstoodBeforeClosing() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.BINARY, true, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
            ServerFrame answer = client.read().frame();
            assertThat(answer.getError().getCode()).isEqualTo(ErrorCode.BAD_FRAME.number());
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
        await().untilAsserted(() -> assertThat(gateway.events.seen).containsExactly("opened ", "closed"));
    }

    @Test
    void shouldSurviveGarbage() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            byte[] garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            try (RawWebSocket plain = RawWebSocket.connect(gateway.port());
                    RawWebSocket upgraded = RawWebSocket.open(gateway.port())) {
                plain.raw(garbage);
                upgraded.raw(garbage);
            }
        }
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(text(5));
            assertThat(client.read().frame().getSent().getSequence())
                    .as("seed %d", seed)
                    .isEqualTo(5);
        }
    }

    @Test
    void shouldRefuseUnmaskedFrames() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.raw(new byte[] {(byte) 0x82, 0});
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldRefuseFramesBeyondTheRateAndCloseWhoGoesOn() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(hello("ROLE_CUSTOMER"));
            client.read();
            for (int id = 2; id < 200; id++) {
                client.send(text(id));
            }
            int refused = 0;
            RawWebSocket.Received next = client.read();
            while (next.opcode() != RawWebSocket.CLOSE) {
                if (!next.frame().hasSent()) {
                    assertThat(next.frame().getError().getCode()).isEqualTo(ErrorCode.RATE_LIMITED.number());
                    assertThat(next.frame().getReplyTo()).isPositive();
                    refused++;
                }
                next = client.read();
            }
            assertThat(refused).isBetween(50, 60);
            assertThat(next.closeCode()).isEqualTo(CloseCode.RATE_LIMITED.number());
            // Counted where they arrive: the close overtakes answers that the loop still owes.
            await().untilAsserted(() -> assertThat(gateway.events.seen.stream().filter(seen -> seen.startsWith("SEND")))
                    .hasSizeBetween(40, 80));
        }
    }

    @Test
    void shouldAllowAgentsMore() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(hello("ROLE_AGENT"));
            client.read();
            for (int id = 2; id < 202; id++) {
                client.send(text(id));
            }
            for (int id = 2; id < 202; id++) {
                assertThat(client.read().frame().hasSent()).isTrue();
            }
        }
    }

    @Test
    void shouldAllowLittleBeforeTheWelcome() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            for (int id = 1; id <= 30; id++) {
                client.send(text(id));
            }
            int passed = 0;
            for (int id = 1; id <= 30; id++) {
                passed += client.read().frame().hasSent() ? 1 : 0;
            }
            assertThat(passed).isBetween(10, 15);
        }
    }

    @Test
    void shouldRefuseFramesWhileTheLoopHasNoRoom() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            gateway.loop.full = true;
            client.send(text(2));
            ServerFrame refused = client.read().frame();
            assertThat(refused.getReplyTo()).isEqualTo(2);
            assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.OVERLOADED.number());
            assertThat(refused.getError().getRetryable()).isTrue();

            gateway.loop.full = false;
            client.send(text(3));
            assertThat(client.read().frame().getSent().getSequence()).isEqualTo(3);
        }
    }

    @Test
    void shouldCloseASlowReaderWithoutTouchingOthers() throws IOException {
        try (RawWebSocket slow = RawWebSocket.open(gateway.port(), "", 4_096);
                RawWebSocket fast = after(slow)) {
            await().until(() -> gateway.events.connections.size() == 2);
            Connection toSlow = gateway.events.connections.get(0);
            Connection toFast = gateway.events.connections.get(1);
            EncodedFrame push = EncodedFrame.of(ServerFrame.newBuilder()
                    .setEntryPush(EntryPush.newBuilder().setChat("x".repeat(8_000)))
                    .build());
            gateway.loop.execute(() -> {
                // More than the socket's own buffers and the outgoing limit take together.
                for (int i = 0; i < 2_000; i++) {
                    toSlow.send(push);
                }
                toFast.send(push);
            });

            assertThat(fast.read().frame()).isEqualTo(ServerFrame.parseFrom(push.bytes()));
            await().untilAsserted(() -> assertThat(gateway.events.seen).contains("closed"));
            assertThat(gateway.events.seen).containsOnlyOnce("closed");
        }
    }

    @Test
    void shouldTellASlowReaderWhyOnceItReadsAgain() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            await().until(() -> gateway.events.connections.size() == 1);
            Connection connection = gateway.events.connections.get(0);
            ServerFrame push = ServerFrame.newBuilder()
                    .setEntryPush(EntryPush.newBuilder().setChat("x".repeat(60_000)))
                    .build();
            gateway.loop.execute(() -> {
                for (int i = 0; i < 200; i++) {
                    connection.send(push);
                }
            });
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.SLOW_READER.number());
        }
    }

    /** The length of a frame is written in one, three or nine bytes; several frames leave in one write. */
    @Test
    void shouldSendFramesOfEveryLengthInOrder() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            await().until(() -> gateway.events.connections.size() == 1);
            Connection connection = gateway.events.connections.get(0);
            List<ServerFrame> frames = IntStream.of(0, 1, 120, 121, 122, 123, 60_000, 65_528, 65_529, 65_530, 70_000, 2)
                    .mapToObj(length -> ServerFrame.newBuilder()
                            .setReplyTo(7)
                            .setGoAway(GoAway.newBuilder().setReason("x".repeat(length)))
                            .build())
                    .toList();
            for (ServerFrame frame : frames) {
                gateway.loop.execute(() -> connection.send(frame));
                assertThat(client.read().frame()).isEqualTo(frame);
            }
            gateway.loop.execute(() -> frames.subList(0, 7).forEach(connection::send));
            for (ServerFrame frame : frames.subList(0, 7)) {
                assertThat(client.read().frame()).isEqualTo(frame);
            }
        }
    }

    @Test
    void shouldSendWhatWaitsBeforeClosing() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            await().until(() -> gateway.events.connections.size() == 1);
            Connection connection = gateway.events.connections.get(0);
            gateway.loop.execute(() -> {
                for (int i = 1; i <= 100; i++) {
                    connection.send(ServerFrame.newBuilder().setReplyTo(i).build());
                }
                connection.close(CloseCode.DRAIN);
                connection.send(ServerFrame.newBuilder().setReplyTo(101).build());
            });
            for (int i = 1; i <= 100; i++) {
                assertThat(client.read().frame().getReplyTo()).isEqualTo(i);
            }
            RawWebSocket.Received close = client.read();
            assertThat(close.closeCode()).isEqualTo(CloseCode.DRAIN.number());
            client.send(RawWebSocket.CLOSE, true, new byte[] {0x0f, (byte) 0xa0});
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void shouldLimitConnectionsPerAddressAndForgetTheClosed() throws IOException {
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < TestGateway.ADMISSION.connectionsPerAddressMax(); i++) {
            clients.add(RawWebSocket.open(gateway.port()));
        }
        try (RawWebSocket beyond = RawWebSocket.connect(gateway.port())) {
            assertThat(beyond.request("")).startsWith("HTTP/1.1 429 ");
            assertThat(beyond.readAll()).contains("RATE_LIMITED");
        }
        clients.remove(0).close();
        await().ignoreExceptions().until(() -> clients.add(RawWebSocket.open(gateway.port())));
        for (RawWebSocket client : clients) {
            client.close();
        }
    }

    @Test
    void shouldAnswerPingsAndIgnorePongs() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.PONG, true, new byte[] {1});
            client.send(RawWebSocket.PING, true, new byte[] {2});
            RawWebSocket.Received pong = client.read();
            assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(pong.payload()).containsExactly(2);
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        GatewaySettings taken = TestGateway.atPort(gateway.port());

        assertThatThrownBy(() -> new TestGateway(taken))
                .isInstanceOf(ListenException.class)
                .hasMessage("Cannot listen on 127.0.0.1:%d: another process uses this port", gateway.port());
    }

    @Test
    void shouldKeepConnectionsWhenItStopsAccepting() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            int port = gateway.port();
            gateway.gateway().stopAccepting();
            client.send(text(3));
            assertThat(client.read().frame().getSent().getSequence()).isEqualTo(3);
            assertThatThrownBy(() -> RawWebSocket.connect(port)).isInstanceOf(IOException.class);
        }
    }

    /** A second client, opened when the first is known, so that their order is. */
    private RawWebSocket after(RawWebSocket slow) throws IOException {
        slow.send(text(1));
        assertThat(slow.read().frame().hasSent()).isTrue();
        return RawWebSocket.open(gateway.port());
    }

    private int statusOf(String request) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            return Integer.parseInt(client.request(request).substring(9, 12));
        }
    }

    private static ClientFrame hello(String role) {
        return ClientFrame.newBuilder()
                .setId(1)
                .setHello(Hello.newBuilder().setToken(role))
                .build();
    }

    private static ClientFrame text(long id) {
        return ClientFrame.newBuilder()
                .setId(id)
                .setSend(Send.newBuilder().setText("hi"))
                .build();
    }

    /** A frame of exactly so many bytes. */
    private static byte[] textOfSize(int bytes) {
        for (int chars = bytes - 20; chars <= bytes; chars++) {
            byte[] frame = ClientFrame.newBuilder()
                    .setId(1)
                    .setSend(Send.newBuilder().setText("x".repeat(chars)))
                    .build()
                    .toByteArray();
            if (frame.length == bytes) {
                return frame;
            }
        }
        throw new AssertionError("no frame of " + bytes + " bytes");
    }
}

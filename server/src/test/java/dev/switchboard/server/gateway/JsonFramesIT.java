package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.GoAway;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The subprotocol of JSON texts on real sockets: the same limits and errors as the binary one. */
@ExtendWith(LeakWatch.class)
class JsonFramesIT {

    private static final String HELLO = "{\"id\":1,\"hello\":{\"token\":\"ROLE_CUSTOMER\"}}";
    private static final String BAD_FRAME = "{\"error\":{\"code\":100,\"name\":\"BAD_FRAME\",";

    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static void send(RawWebSocket client, String text) throws IOException {
        client.send(RawWebSocket.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldAnswerTextWithTextAndBytesWithBytes() throws IOException {
        try (RawWebSocket json = RawWebSocket.openJson(gateway.port());
                RawWebSocket binary = RawWebSocket.open(gateway.port())) {
            send(json, HELLO);
            RawWebSocket.Received welcome = json.read();
            assertThat(welcome.opcode()).isEqualTo(RawWebSocket.TEXT);
            assertThat(welcome.text()).isEqualTo("{\"replyTo\":\"1\",\"welcome\":{\"role\":\"ROLE_CUSTOMER\"}}");
            send(json, "{\"id\": \"9007199254740993\", \"send\": {\"text\": \"hi\"}}");
            assertThat(json.read().text())
                    .isEqualTo("{\"replyTo\":\"9007199254740993\",\"sent\":{\"sequence\":\"9007199254740993\"}}");

            await().until(() -> gateway.events.connections.size() == 2);
            EncodedFrame push = EncodedFrame.of(ServerFrame.newBuilder()
                    .setGoAway(GoAway.newBuilder().setReason("é".repeat(40_000)))
                    .build());
            gateway.loop.execute(() -> gateway.events.connections.forEach(connection -> connection.send(push)));
            assertThat(binary.read().payload()).isEqualTo(push.bytes());
            assertThat(json.read().text()).isEqualTo("{\"goAway\":{\"reason\":\"" + "é".repeat(40_000) + "\"}}");
        }
        await().untilAsserted(() -> assertThat(gateway.events.seen).contains("HELLO 1", "SEND 9007199254740993"));
    }

    @Test
    void shouldSayThatATextCannotBeUnderstoodBeforeClosing() throws IOException {
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        for (byte[] text : List.of(new byte[0], "{\"id\": 1".getBytes(StandardCharsets.UTF_8), notUtf8)) {
            try (RawWebSocket client = RawWebSocket.openJson(gateway.port())) {
                client.send(RawWebSocket.TEXT, true, text);
                assertThat(client.read().text()).startsWith(BAD_FRAME);
                assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
            }
        }
        assertThat(gateway.events.seen).allMatch(seen -> seen.equals("opened ") || seen.equals("closed"));
    }

    @Test
    void shouldCloseOnBytes() throws IOException {
        try (RawWebSocket client = RawWebSocket.openJson(gateway.port())) {
            client.send(RawWebSocket.BINARY, true, HELLO.getBytes(StandardCharsets.UTF_8));
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldJoinFragmentsWithinTheLimitOfBytes() throws IOException {
        int max = TestGateway.SETTINGS.frameBytesMax();
        String head = "{\"id\":2,\"send\":{\"text\":\"";
        String text = head + "x".repeat(max - head.length() - 3) + "\"}}";
        assertThat(text).hasSize(max);
        try (RawWebSocket client = RawWebSocket.openJson(gateway.port())) {
            // Cut inside a character of two bytes.
            byte[] whole = "{\"id\":4,\"send\":{\"text\":\"é\"}}".getBytes(StandardCharsets.UTF_8);
            client.send(RawWebSocket.TEXT, false, java.util.Arrays.copyOf(whole, 26));
            client.send(RawWebSocket.CONTINUATION, true, java.util.Arrays.copyOfRange(whole, 26, whole.length));
            assertThat(client.read().text()).startsWith("{\"replyTo\":\"4\",\"sent\"");

            send(client, text);
            assertThat(client.read().text()).startsWith("{\"replyTo\":\"2\",\"sent\"");
            send(client, text + " ");
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
        }
    }

    @Test
    void shouldLimitTheRate() throws IOException {
        try (RawWebSocket client = RawWebSocket.openJson(gateway.port())) {
            send(client, HELLO);
            client.read();
            for (int id = 2; id < 200; id++) {
                send(client, "{\"id\":" + id + ",\"send\":{\"text\":\"x\"}}");
            }
            int refused = 0;
            RawWebSocket.Received next = client.read();
            for (; next.opcode() != RawWebSocket.CLOSE; next = client.read()) {
                refused += next.text().contains("\"name\":\"RATE_LIMITED\"") ? 1 : 0;
            }
            assertThat(refused).isBetween(50, 60);
            assertThat(next.closeCode()).isEqualTo(CloseCode.RATE_LIMITED.number());
        }
    }

    /** A text that is no UTF-8, say: binary clients skip it, and there is no JSON for it. */
    @Test
    void shouldCloseWhereAFrameCannotBeWritten() throws IOException {
        try (RawWebSocket client = RawWebSocket.openJson(gateway.port())) {
            await().until(() -> gateway.events.connections.size() == 1);
            Connection connection = gateway.events.connections.get(0);
            gateway.loop.execute(() -> {
                connection.send(ServerFrame.newBuilder().setReplyTo(5).build());
                connection.send(EncodedFrame.of(new byte[] {(byte) 0xff, 1}));
            });
            assertThat(client.read().text()).isEqualTo("{\"replyTo\":\"5\"}");
            assertThat(client.readCloseCode()).isEqualTo(CloseCode.INTERNAL.number());
        }
    }
}

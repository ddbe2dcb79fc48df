package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Send;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frames that break the rules of RFC 6455, or of ours: each closes its connection with 4202, and no other. */
@ExtendWith(LeakWatch.class)
class HostileFramesIT {
    private static final byte[] NO_MASK = new byte[4];

    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static Map<String, byte[]> violations() {
        Map<String, byte[]> cases = new LinkedHashMap<>();
        cases.put("compressed (RSV1) without an extension", bytes(0xc2, 0x80, NO_MASK));
        cases.put("RSV2", bytes(0xa2, 0x80, NO_MASK));
        cases.put("RSV3", bytes(0x92, 0x80, NO_MASK));
        cases.put("reserved opcode 3", bytes(0x83, 0x80, NO_MASK));
        cases.put("reserved opcode 11", bytes(0x8b, 0x80, NO_MASK));
        cases.put("unmasked", bytes(0x82, 0x00));
        cases.put("ping of 126 bytes", bytes(0x89, 0xfe, 0, 126, NO_MASK, new byte[126]));
        cases.put("fragmented ping", bytes(0x09, 0x80, NO_MASK));
        cases.put("fragmented close", bytes(0x08, 0x80, NO_MASK));
        cases.put("continuation of nothing", bytes(0x80, 0x80, NO_MASK));
        cases.put("new message within a message", bytes(0x02, 0x80, NO_MASK, 0x82, 0x80, NO_MASK));
        cases.put("length of 2^63", bytes(0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, NO_MASK));
        cases.put("length of 1 GiB", bytes(0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, NO_MASK));
        cases.put("length of 4 in 16 bits", bytes(0x82, 0xfe, 0, 4, NO_MASK, new byte[4]));
        cases.put("text where binary is spoken", bytes(0x81, 0x82, NO_MASK, 0x7b, 0x7d));
        cases.put("text that is no UTF-8", bytes(0x81, 0x82, NO_MASK, 0xc3, 0x28));
        cases.put("close of one byte", bytes(0x88, 0x81, NO_MASK, 3));
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999}) {
            cases.put("close with code " + code, bytes(0x88, 0x82, NO_MASK, code >> 8, code & 0xff));
        }
        cases.put("close with a reason that is no UTF-8", bytes(0x88, 0x84, NO_MASK, 0x03, 0xe8, 0xc3, 0x28));
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(bytes(0x02, 0x80, NO_MASK));
        for (int i = 0; i < 5_000; i++) {
            fragments.writeBytes(bytes(0x00, 0x80, NO_MASK));
        }
        cases.put("empty fragments without end", fragments.toByteArray());
        return cases;
    }

    @Test
    void shouldCloseOnEachAndOnNobodyElse() throws IOException {
        try (RawWebSocket other = RawWebSocket.open(gateway.port())) {
            other.send(text(1));
            assertThat(other.read().frame().getReplyTo()).isEqualTo(1);
            for (Map.Entry<String, byte[]> each : violations().entrySet()) {
                try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
                    client.raw(each.getValue());
                    assertThat(client.readCloseCode())
                            .as(each.getKey())
                            .isEqualTo(CloseCode.PROTOCOL_VIOLATION.number());
                }
            }
            other.send(text(2));
            assertThat(other.read().frame().getReplyTo()).isEqualTo(2);
        }
    }

    /** A message may be sent in as many fragments as there may be, whatever lies between them. */
    @Test
    void shouldTakeTheLastFragmentThatMayBe() throws IOException {
        byte[] whole = text(7).toByteArray();
        try (RawWebSocket client = RawWebSocket.open(gateway.port())) {
            client.send(RawWebSocket.BINARY, false, whole);
            for (int i = 0; i < FragmentLimit.FRAGMENTS_MAX - 2; i++) {
                client.send(RawWebSocket.CONTINUATION, false, new byte[0]);
            }
            client.send(RawWebSocket.PONG, true, new byte[0]);
            client.send(RawWebSocket.CONTINUATION, true, new byte[0]);
            assertThat(client.read().frame().getReplyTo()).isEqualTo(7);
            client.send(text(8));
            assertThat(client.read().frame().getReplyTo()).isEqualTo(8);
        }
    }

    private static ClientFrame text(long id) {
        return ClientFrame.newBuilder()
                .setId(id)
                .setSend(Send.newBuilder().setText("hi"))
                .build();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] several) {
                all.writeBytes(several);
            } else if (part instanceof Character letter) {
                all.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.US_ASCII));
            } else {
                all.write((Integer) part);
            }
        }
        return all.toByteArray();
    }
}

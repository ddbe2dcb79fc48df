package dev.switchboard.loadtest.raw;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The upgrade to a WebSocket. The key is always the same: it protects caches, of which there are none here. */
final class Handshake {

    private static final String END = "\r\n\r\n";

    private final byte[] request;

    Handshake(URI server, String origin) {
        request = String.join(
                        "\r\n",
                        "GET " + server.getRawPath() + " HTTP/1.1",
                        "Host: " + server.getRawAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: switchboard.v1.proto",
                        "Origin: " + origin + END)
                .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] request() {
        return request.clone();
    }

    /** {@return length of the answer, 0 when it is not complete} */
    static int answer(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (end < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new RawException("the server refuses the WebSocket: "
                    + text.lines().findFirst().orElse(""));
        }
        return end + END.length();
    }
}

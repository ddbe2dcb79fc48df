package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.ClientFrame;

/** Client frames as WebSocket messages. */
final class ClientFrames {

    private static final int FINAL_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_7_MAX = 125;
    private static final int LENGTH_16_MAX = 65_535;
    private static final int LENGTH_16 = 126;
    /** A mask of zeros leaves the bytes as they are; any mask is allowed. */
    private static final int MASK_BYTES = 4;

    private ClientFrames() {}

    static byte[] encode(ClientFrame frame) {
        return message(frame.toByteArray());
    }

    static byte[] message(byte[] body) {
        if (body.length > LENGTH_16_MAX) {
            throw new IllegalArgumentException("no client frame is so long: " + body.length);
        }
        int header = (body.length > LENGTH_7_MAX ? 4 : 2) + MASK_BYTES;
        byte[] message = new byte[header + body.length];
        message[0] = (byte) FINAL_BINARY;
        if (body.length > LENGTH_7_MAX) {
            message[1] = (byte) (MASKED | LENGTH_16);
            message[2] = (byte) (body.length >> 8);
            message[3] = (byte) body.length;
        } else {
            message[1] = (byte) (MASKED | body.length);
        }
        System.arraycopy(body, 0, message, header, body.length);
        return message;
    }
}

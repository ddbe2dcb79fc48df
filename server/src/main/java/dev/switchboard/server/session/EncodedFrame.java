package dev.switchboard.server.session;

import dev.switchboard.protocol.v1.ServerFrame;

/** The bytes of a server frame, so that a frame for many sockets is encoded once. */
public final class EncodedFrame {
    private final byte[] bytes;

    private EncodedFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    public static EncodedFrame of(ServerFrame frame) {
        return new EncodedFrame(frame.toByteArray());
    }

    /** @param bytes of a {@link ServerFrame}, which must not change any more */
    public static EncodedFrame of(byte[] bytes) {
        return new EncodedFrame(bytes);
    }

    /** The encoded bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}

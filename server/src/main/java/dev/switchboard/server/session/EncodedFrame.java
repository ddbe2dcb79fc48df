package dev.switchboard.server.session;

import dev.switchboard.protocol.v1.ServerFrame;

/** A server frame with its bytes, so that a frame for many sockets is encoded once. */
public final class EncodedFrame {
    private final ServerFrame frame;
    private final byte[] bytes;

    private EncodedFrame(ServerFrame frame) {
        this.frame = frame;
        this.bytes = frame.toByteArray();
    }

    public static EncodedFrame of(ServerFrame frame) {
        return new EncodedFrame(frame);
    }

    public ServerFrame frame() {
        return frame;
    }

    /** The encoded bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}

package dev.switchboard.server.session;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ServerFrame;

/**
 * One client's socket, as the rest of the node sees it. All methods are called on the loop, never block, and do nothing
 * after the end.
 */
public interface Connection {
    /** Hands the frame to the socket. When more than the outgoing limit (1 MiB) waits, the socket closes with SLOW_READER. */
    void send(ServerFrame frame);

    /** A frame that goes to many, encoded once. */
    void send(EncodedFrame frame);

    /** Sends what waits, then closes with the code. */
    void close(CloseCode code);

    /** Remote address, for limits and logs. */
    String remoteAddress();
}

package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.v1.ServerFrame;

/** Hears how a request ended; exactly one of the two, once, on the logical thread. */
public interface Reply {
    /** The server's answer; never an error. */
    void done(ServerFrame frame);

    /** There will be no answer. */
    void failed(Failure failure);
}

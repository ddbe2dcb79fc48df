package dev.switchboard.client.internal.connection;

/** Hears how a call of a service ended; exactly one of the two, once, on the logical thread. */
public interface ApiReply {
    /** The reply message, encoded. */
    void done(byte[] body);

    /** There will be no answer. */
    void failed(Failure failure);
}

package dev.switchboard.server.session;

import dev.switchboard.protocol.v1.ClientFrame;

/**
 * What the gateway (or the simulation) reports of a connection. All on the loop, in order: {@code opened}, frames, perhaps
 * one {@code flooded}, one {@code closed}.
 */
public interface ConnectionEvents {
    /** The upgrade was done. {@code origin} is the browser's Origin header, empty for programs. */
    void opened(Connection connection, String origin);

    /** A decoded frame within the size limit; the rate limit was applied by the gateway. */
    void frame(Connection connection, ClientFrame frame);

    /** The client went on sending after it was told that it sends too much; the gateway is closing the connection. */
    default void flooded(Connection connection) {}

    /** The socket is gone, whoever ended it. */
    void closed(Connection connection);
}

package dev.switchboard.client.internal.connection;

/** Where a connection stands. The public enum {@code ClientState} has the same names and explains them. */
public enum Phase {
    DISCONNECTED,
    CONNECTING,
    CONNECTED,
    RECONNECTING,
    CLOSED
}

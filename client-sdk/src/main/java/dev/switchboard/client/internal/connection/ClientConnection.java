package dev.switchboard.client.internal.connection;

/** One client's connection. */
public final class ClientConnection {
    private ClientConnection() {}
}

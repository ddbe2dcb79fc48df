package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;

/** Event loops and callback threads. */
public final class SocketThreads implements EnvironmentSource, AutoCloseable {

    /** Starts nothing yet; threads come with the first client. */
    public SocketThreads(int socketThreads, int callbackThreads) {}

    @Override
    public Environment open() {
        throw new UnsupportedOperationException("not finished");
    }

    @Override
    public void close() {}
}

package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;
import dev.switchboard.client.internal.transport.SocketThreads;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The resources of production. */
final class NettyResources implements SharedResources, EnvironmentSource {

    /** Holds threads only while a client uses it; never closed. */
    private static final NettyResources SHARED =
            create(1, Math.max(2, Math.min(64, Runtime.getRuntime().availableProcessors())));

    private final SocketThreads threads;

    private NettyResources(SocketThreads threads) {
        this.threads = threads;
    }

    static NettyResources create(int socketThreads, int callbackThreads) {
        if (socketThreads < 1 || socketThreads > 64 || callbackThreads < 1 || callbackThreads > 1_024) {
            throw new IllegalArgumentException("Expected 1–64 socket threads and 1–1,024 callback threads, got "
                    + socketThreads + " and " + callbackThreads);
        }
        return new NettyResources(new SocketThreads(socketThreads, callbackThreads));
    }

    /** An environment on the default threads. */
    static Environment openDefault(@Nullable TrustManagerFactory trust) {
        return SHARED.open(trust);
    }

    @Override
    public Environment open() {
        return threads.open();
    }

    @Override
    public Environment open(@Nullable TrustManagerFactory trust) {
        return threads.open(trust);
    }

    @Override
    public void close() {
        threads.close();
    }
}

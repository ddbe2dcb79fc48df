package dev.switchboard.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.listen.Listener;
import dev.switchboard.server.metrics.Metrics;
import dev.switchboard.server.redis.RedisStorage;
import java.util.List;

/**
 * Loads the large libraries on a thread of its own while the command line and the configuration are read and Redis is
 * started. Loading classes is most of a start, and most machines have a second processor.
 */
final class Preload {
    private Preload() {}

    static void start() {
        Thread thread = new Thread(Preload::load, "sb-start-classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        RedisStorage.prepare();
        Listener.prepare();
        new Metrics().close();
        List<Object> unused = List.of(
                ClientFrame.getDescriptor(),
                ServerFrame.getDescriptor(),
                Caffeine.newBuilder().maximumSize(1).build());
    }
}

package dev.switchboard.server.redis;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.UnifiedJedis;

/**
 * A Redis per test class, as {@code @RegisterExtension static final}; each test has keys of its own. Starts in about a
 * tenth of a second, without waiting for the disk.
 */
public final class RedisServer implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path directory;
    private EmbeddedRedis redis;
    private int tests;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("switchboard-redis");
        redis = EmbeddedRedis.start(EmbeddedRedisOptions.in(directory).withFsync(Fsync.NO));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        tests++;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        redis.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** How to reach it, with this test's key prefix. */
    public RedisOptions options() {
        return RedisOptions.of(redis.uri(), redis.password()).withKeyPrefix(prefix());
    }

    /** A node's storage; closed after the test. */
    public RedisStorage storage(Loop loop) {
        return storage(loop, RedisLimits.DEFAULTS);
    }

    public RedisStorage storage(Loop loop, RedisLimits limits) {
        var storage = new RedisStorage(options(), limits, archives(), loop, RedisMeter.NONE);
        opened.add(storage);
        return storage;
    }

    /** This test's directory of archives. */
    public Path archives() {
        return directory.resolve("archive-" + prefix());
    }

    /** For what no port offers; closed after the test. */
    public UnifiedJedis client() {
        UnifiedJedis client = Clients.open(options(), "test", 1, 0);
        opened.add(client);
        return client;
    }

    public String prefix() {
        return "t" + tests;
    }
}

package dev.switchboard.server;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.redis.RedisCheck;
import dev.switchboard.server.redis.RedisLimits;
import dev.switchboard.server.redis.RedisMeter;
import dev.switchboard.server.redis.RedisOptions;
import dev.switchboard.server.redis.RedisStorage;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis that was looked at and found usable: the configured one, or an embedded one that this program started. */
final class StorageAtHand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageAtHand.class);
    private static final String ARCHIVE_DIRECTORY = "archive";

    private final @Nullable EmbeddedRedis embedded;
    private final RedisOptions options;
    private final Path archives;

    private StorageAtHand(@Nullable EmbeddedRedis embedded, RedisOptions options, Path archives) {
        this.embedded = embedded;
        this.options = options;
        this.archives = archives;
    }

    /** Blocks until Redis has answered; fails with an exception whose message is for the operator. */
    static StorageAtHand open(Configuration configuration) {
        Path archives = configuration.node().dataDir().resolve(ARCHIVE_DIRECTORY);
        if (!(configuration.redis().target() instanceof Configuration.Redis.Embedded wanted)) {
            RedisOptions options = Translation.redis(configuration.redis());
            check(options);
            return new StorageAtHand(null, options, archives);
        }
        EmbeddedRedis embedded = EmbeddedRedis.start(Translation.embedded(configuration, wanted));
        try {
            RedisOptions options = Translation.redis(configuration.redis(), embedded.uri(), embedded.password());
            check(options);
            return new StorageAtHand(embedded, options, archives);
        } catch (RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private static void check(RedisOptions options) {
        RedisCheck check = RedisCheck.run(options);
        LOG.info("Using {}", check.product());
        check.warnings().forEach(LOG::warn);
    }

    RedisStorage storage(RedisLimits limits, Loop loop, RedisMeter meter) {
        return new RedisStorage(options, limits, archives, loop, meter);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}

package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.LogStoreKit;
import dev.switchboard.server.loop.Loop;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLogStoreIT extends LogStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected LogStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.withLogEntriesMax(ENTRIES_MAX)).log();
    }

    @Override
    protected void skip(long position) {
        REDIS.client().sadd(REDIS.prefix() + ":{r0}:skip", Long.toString(position));
    }

    @Override
    protected void loseLog() {
        REDIS.client().del(REDIS.prefix() + ":{r0}:log", REDIS.prefix() + ":{r0}:log:end");
    }
}

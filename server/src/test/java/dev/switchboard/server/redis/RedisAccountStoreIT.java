package dev.switchboard.server.redis;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStoreKit;
import dev.switchboard.server.loop.Loop;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAccountStoreIT extends AccountStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected AccountStore node(Loop loop) {
        return REDIS.storage(loop).accounts();
    }
}

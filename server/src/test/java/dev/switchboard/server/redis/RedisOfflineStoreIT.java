package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.offline.OfflineLimits;
import dev.switchboard.server.offline.OfflineStore;
import dev.switchboard.server.offline.OfflineStore.Draft;
import dev.switchboard.server.offline.OfflineStore.Kept;
import dev.switchboard.server.offline.OfflineStore.Query;
import dev.switchboard.server.offline.OfflineStore.Scope;
import dev.switchboard.server.offline.OfflineStoreKit;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisOfflineStoreIT extends OfflineStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final OfflineLimits LIMITS = TestLimits.small().offline();

    @Override
    protected OfflineStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).offline();
    }

    @Test
    void shouldForgetInTime() {
        OfflineStore store = node(anna);
        get(anna, () -> store.keep(new Draft(new CustomerId(17), "192.0.2.1", "key", new QueueId(1), bytes("text"))));
        String prefix = REDIS.prefix() + ":{o}:";
        assertThat(REDIS.client().pttl(prefix + "bodies"))
                .isBetween(1L, LIMITS.life().toMillis());
        assertThat(REDIS.client().pttl(prefix + "key:17:key"))
                .isBetween(1L, LIMITS.keyLife().toMillis());
        assertThat(REDIS.client().pttl(prefix + "rate:c17"))
                .isBetween(1L, LIMITS.window().toMillis());
        assertThat(REDIS.client().pttl(prefix + "rate:a192.0.2.1"))
                .isBetween(1L, LIMITS.window().toMillis());
    }

    /** As if it had been left before the time for which messages are kept. */
    @Test
    void shouldRemoveWhatIsTooOld() {
        OfflineStore store = node(anna);
        String prefix = REDIS.prefix() + ":{o}:";
        REDIS.client().hset(prefix + "bodies", "1", "old");
        REDIS.client().zadd(prefix + "open", 1, "1 7 1000");
        REDIS.client().hset(prefix + "counts", "7", "1");
        REDIS.client().hset(prefix + "bodies", "2", "older");
        REDIS.client().zadd(prefix + "answered", 2, "2 7 1001");
        REDIS.client().hset(prefix + "answers", "2", "5 1002");
        REDIS.client().set(prefix + "last", "2");
        assertThat(get(anna, () -> store.list(new Query(Scope.ALL, false, 0, 10)))
                        .open())
                .isZero();
        assertThat(REDIS.client().keys(prefix + "*")).containsExactly(prefix + "last");
        Draft draft = new Draft(new CustomerId(17), "192.0.2.1", "key", new QueueId(1), bytes("text"));
        assertThat(get(anna, () -> store.keep(draft))).isEqualTo(Kept.STORED);
        assertThat(get(anna, () -> store.list(new Query(Scope.ALL, false, 0, 10)))
                        .messages()
                        .get(0)
                        .id())
                .isEqualTo(3);
    }
}

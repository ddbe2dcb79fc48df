package dev.switchboard.server.redis;

import dev.switchboard.server.offline.OfflineStoreKit;
import java.time.Duration;

/** Limits small enough to be reached. */
final class TestLimits {
    private TestLimits() {}

    static RedisLimits withLogEntriesMax(int max) {
        return new RedisLimits(
                max,
                20,
                3,
                Duration.ofDays(1),
                10,
                100,
                1_000,
                Duration.ofDays(1),
                Duration.ofDays(1),
                OfflineStoreKit.LIMITS);
    }

    static RedisLimits small() {
        return withLogEntriesMax(1_000);
    }
}

package dev.switchboard.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.loop.Loop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts attempts per key in fixed windows. A counter begins with the first attempt and is forgotten with its window; under
 * a flood of keys the ones seen least are forgotten earlier, which is why names and addresses are counted apart.
 */
final class AttemptLimits {
    static final int KEYS_MAX = 20_000;

    private final Cache<String, AtomicInteger> counters;
    private final int attemptsMax;

    AttemptLimits(Loop loop, Duration window, int attemptsMax) {
        this.attemptsMax = attemptsMax;
        this.counters = Caffeine.newBuilder()
                .maximumSize(KEYS_MAX)
                .expireAfterWrite(window)
                .ticker(loop::nowNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Counts one attempt; throws RATE_LIMITED beyond the limit. */
    void count(String key) {
        AtomicInteger counter = counters.get(key, unused -> new AtomicInteger());
        if (counter.incrementAndGet() > attemptsMax) {
            throw new ApiException(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.text());
        }
    }

    /** The attempt was a good one, and does not count after all. */
    void giveBack(String key) {
        AtomicInteger counter = counters.getIfPresent(key);
        if (counter != null) {
            counter.decrementAndGet();
        }
    }

    /** Forgets the attempts, after one that succeeded. */
    void reset(String key) {
        counters.invalidate(key);
    }

    long size() {
        counters.cleanUp();
        return counters.estimatedSize();
    }
}

package dev.switchboard.server.gateway;

import dev.switchboard.server.gateway.GatewaySettings.Rate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through {@code perSecond} on average and {@code burst} at once; from any thread, time is given to it. Kept as the
 * moment at which the bucket will be full again, so that one number tells all.
 */
final class TokenBucket {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long nanosPerToken;
    private final long capacityNanos;
    private final AtomicLong fullAtNanos;

    TokenBucket(Rate rate, long nowNanos) {
        nanosPerToken = Math.max(1, NANOS_PER_SECOND / rate.perSecond());
        capacityNanos = nanosPerToken * rate.burst();
        fullAtNanos = new AtomicLong(nowNanos);
    }

    /** Takes a token if there is one. */
    boolean take(long nowNanos) {
        return take(nowNanos, 1, nanosPerToken);
    }

    /**
     * Takes so many tokens if there is any: what comes in pieces of different sizes may run into debt by one piece, else a
     * piece larger than the burst could never pass.
     */
    boolean takeAny(long nowNanos, int tokens) {
        return take(nowNanos, tokens, nanosPerToken);
    }

    private boolean take(long nowNanos, int tokens, long neededNanos) {
        while (true) {
            long fullAt = fullAtNanos.get();
            long missing = Math.max(0, fullAt - nowNanos);
            if (missing + neededNanos > capacityNanos) {
                return false;
            }
            if (fullAtNanos.compareAndSet(fullAt, nowNanos + missing + tokens * nanosPerToken)) {
                return true;
            }
        }
    }
}

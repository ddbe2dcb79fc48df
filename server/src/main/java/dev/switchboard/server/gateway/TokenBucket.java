package dev.switchboard.server.gateway;

/** Lets through {@code perSecond} on average and {@code burst} at once. Not thread-safe; time is given to it. */
final class TokenBucket {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long nanosPerToken;
    private final long fullNanos;
    /** Time saved up, in nanoseconds: a token costs {@link #nanosPerToken}. Integers, so that nothing is lost to rounding. */
    private long saved;

    private long lastNanos;

    TokenBucket(int perSecond, int burst, long nowNanos) {
        this.nanosPerToken = NANOS_PER_SECOND / perSecond;
        this.fullNanos = nanosPerToken * burst;
        this.saved = fullNanos;
        this.lastNanos = nowNanos;
    }

    /** Takes a token if there is one. */
    boolean take(long nowNanos) {
        long passed = Math.max(0, nowNanos - lastNanos);
        lastNanos = nowNanos;
        saved = passed >= fullNanos ? fullNanos : Math.min(fullNanos, saved + passed);
        if (saved < nanosPerToken) {
            return false;
        }
        saved -= nanosPerToken;
        return true;
    }
}

package dev.switchboard.client.internal.connection;

/**
 * Pauses between attempts to connect; the public type {@code Backoff} explains and justifies the figures.
 *
 * <p>Each is drawn evenly between the least pause and a top that begins at four times the least one and doubles. In the
 * first minute of an outage the top stops at {@link #EARLY_MAX_MS}, later at the greatest pause.
 */
final class ReconnectPauses {

    static final long EARLY_MAX_MS = 5_000;
    static final long EARLY_MS = 60_000;
    private static final int FIRST_TOP = 4;

    private final Environment environment;
    private final long minMs;
    private final long maxMs;
    private long topMs;
    /** When the outage began; -1 for none. */
    private long sinceMs = -1;

    ReconnectPauses(Environment environment, long minMs, long maxMs) {
        this.environment = environment;
        this.minMs = minMs;
        this.maxMs = maxMs;
        reset();
    }

    /** The next pause of the outage; the first one after a reset begins it. */
    long nextMs() {
        long now = environment.nowMs();
        if (sinceMs < 0) {
            sinceMs = now;
        }
        boolean early = now - sinceMs < EARLY_MS;
        long top = Math.max(minMs, Math.min(topMs, early ? Math.min(EARLY_MAX_MS, maxMs) : maxMs));
        topMs = Math.min(maxMs, top * 2);
        return environment.random().nextLong(minMs, top + 1);
    }

    /** The outage is over. */
    void reset() {
        topMs = Math.min(maxMs, minMs * FIRST_TOP);
        sinceMs = -1;
    }
}

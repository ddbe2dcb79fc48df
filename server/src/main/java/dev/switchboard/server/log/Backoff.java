package dev.switchboard.server.log;

/** Waits between repeats: each twice the one before, up to a maximum. */
public final class Backoff {
    private final long minMs;
    private final long maxMs;
    private long nextMs;

    public Backoff(long minMs, long maxMs) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.nextMs = minMs;
    }

    public long nextMs() {
        long thisMs = nextMs;
        nextMs = Math.min(maxMs, nextMs * 2);
        return thisMs;
    }

    /** After a success. */
    public void reset() {
        nextMs = minMs;
    }
}

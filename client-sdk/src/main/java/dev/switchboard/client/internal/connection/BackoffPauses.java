package dev.switchboard.client.internal.connection;

import java.util.random.RandomGenerator;

/** Pauses that double from a least to a greatest one; what is waited is drawn from the upper half. */
final class BackoffPauses {

    private final long minMs;
    private final long maxMs;
    private final RandomGenerator random;
    private long pauseMs;

    BackoffPauses(long minMs, long maxMs, RandomGenerator random) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.random = random;
        this.pauseMs = minMs;
    }

    /** The next pause, between half of it and all of it. */
    long nextMs() {
        long pause = pauseMs;
        pauseMs = Math.min(maxMs, pause * 2);
        return random.nextLong((pause + 1) / 2, pause + 1);
    }

    void reset() {
        pauseMs = minMs;
    }
}

package dev.switchboard.server.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whether Redis answers, and how fast, as the calls see it; may be asked from any thread. */
public final class RedisHealth {
    /** A call weighs so much against all before it: one late answer says little, ten say nearly all. */
    private static final int WEIGHT = 5;

    private final AtomicLong usualNanos = new AtomicLong();
    private volatile State state = new State(true, null);

    RedisHealth() {}

    /** False from a call that found no connection until the next call that was answered. */
    public boolean reachable() {
        return state.reachable;
    }

    /** What went wrong last, also when it is over; null when nothing ever did. */
    public @Nullable String lastError() {
        return state.lastError;
    }

    /** How long pipelines take from sending to the last answer: a mean in which the latest weigh most. */
    public long usualMs() {
        return TimeUnit.NANOSECONDS.toMillis(usualNanos.get());
    }

    /** @param tookNanos from sending to the last answer */
    void answered(long tookNanos) {
        usualNanos.getAndUpdate(usual -> usual + (tookNanos - usual) / WEIGHT);
        answered();
    }

    void answered() {
        State now = state;
        if (!now.reachable) {
            state = new State(true, now.lastError);
        }
    }

    void failed(Exception failure) {
        state = new State(false, String.valueOf(failure.getMessage()));
    }

    private record State(boolean reachable, @Nullable String lastError) {}
}

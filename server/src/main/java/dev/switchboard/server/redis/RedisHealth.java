package dev.switchboard.server.redis;

import org.jspecify.annotations.Nullable;

/** Whether Redis answers, as the calls see it; may be asked from any thread. */
public final class RedisHealth {
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

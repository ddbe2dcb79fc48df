package dev.switchboard.server.web;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether a thread still turns: it calls {@link #beat} now and then, and others ask when it last did.
 */
public final class Pulse {

    private final LongSupplier clockMs;
    private final long stoppedAfterMs;
    private volatile long lastMs;

    /** @param clockMs a clock that never steps */
    public Pulse(LongSupplier clockMs, long stoppedAfterMs) {
        this.clockMs = clockMs;
        this.stoppedAfterMs = stoppedAfterMs;
        this.lastMs = clockMs.getAsLong();
    }

    public void beat() {
        lastMs = clockMs.getAsLong();
    }

    /** {@return a check that finds fault when there was no beat for too long} */
    public HealthCheck check(String name) {
        return new HealthCheck(name, () -> {
            long sinceMs = clockMs.getAsLong() - lastMs;
            return sinceMs <= stoppedAfterMs
                    ? Optional.empty()
                    : Optional.of("has not moved for " + (sinceMs / 1_000) + " s");
        });
    }
}

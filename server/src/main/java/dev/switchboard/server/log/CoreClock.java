package dev.switchboard.server.log;

/**
 * Core time: advances with the log's time stamps, but never backwards and at most a second per entry. A stepped clock or an
 * outage of the log so moves timers by a second at most; heartbeats make entries often enough that time keeps its pace.
 */
public final class CoreClock {
    static final long STEP_MAX_MS = 1_000;

    private long timeMs;
    private long lastT;

    /** A clock at the log's beginning: core time 0 is the first entry. */
    public CoreClock() {
        this(0, 0);
    }

    /** @param lastT time stamp of the last entry read, 0 for none */
    public CoreClock(long timeMs, long lastT) {
        this.timeMs = timeMs;
        this.lastT = lastT;
    }

    /** Core time of the next entry, whose time stamp is {@code t}. */
    public long advance(long t) {
        if (lastT != 0) {
            timeMs += Math.max(0, Math.min(STEP_MAX_MS, t - lastT));
        }
        lastT = t;
        return timeMs;
    }

    public long timeMs() {
        return timeMs;
    }

    /** Time stamp of the last entry read. */
    public long lastT() {
        return lastT;
    }
}

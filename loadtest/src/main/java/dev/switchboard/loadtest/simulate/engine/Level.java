package dev.switchboard.loadtest.simulate.engine;

/** A number that changes over time: its area under the curve, and its maximum, within a window. */
public final class Level {
    private final long from;
    private final long until;
    private long value;
    private long since;
    private double area;
    private long max;

    /** Zero from the start of time. */
    Level(long from, long until) {
        this.from = from;
        this.until = until;
    }

    /** {@return how much of a stretch of time lies in a window} */
    static long overlap(long start, long end, long from, long until) {
        return Math.max(0, Math.min(end, until) - Math.max(start, from));
    }

    void add(long nanos, long delta) {
        settle(nanos);
        value += delta;
        if (nanos >= from && nanos < until) {
            max = Math.max(max, value);
        }
    }

    /** Counts what has passed. */
    void settle(long nanos) {
        if (since < from && nanos >= from) {
            max = value;
        }
        area += (double) value * overlap(since, nanos, from, until);
        since = nanos;
    }

    /** {@return the integral over the window, in ns} */
    public double area() {
        return area;
    }

    /** {@return the largest value in the window} */
    public long max() {
        return max;
    }
}

package dev.switchboard.loadtest.measure;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the chats, with their waits from the intended arrival, in model time. Each chat is counted once as
 * offered and later once as served, abandoned, blocked or failed; the rest is in progress.
 */
public final class ChatFigures {

    /**
     * Counts and waits.
     *
     * @param blocked refused because the queue was full
     * @param failed neither served nor abandoned nor blocked: the server said no, or was not there
     * @param failures the failed ones by reason
     * @param servedWithin served within the threshold
     */
    public record Summary(
            long offered,
            long served,
            long abandoned,
            long blocked,
            long failed,
            Map<String, Long> failures,
            long servedWithin,
            long abandonedWithin,
            Duration threshold,
            Latencies.Summary waitServed,
            Latencies.Summary waitAbandoned,
            Latencies.Summary waitAll,
            double handleMeanNanos) {

        /** Chats that arrived and whose wait has not ended. */
        public long inProgress() {
            return offered - served - abandoned - blocked - failed;
        }

        /** The headline: served within T ÷ (offered − abandoned within T). */
        public double serviceLevel() {
            return share(servedWithin, offered - abandonedWithin);
        }

        /** Served within T ÷ offered. */
        public double serviceLevelOfOffered() {
            return share(servedWithin, offered);
        }

        /** Served within T ÷ served. */
        public double serviceLevelOfServed() {
            return share(servedWithin, served);
        }

        /** (Served + abandoned within T) ÷ offered. */
        public double serviceLevelWithAbandoned() {
            return share(servedWithin + abandonedWithin, offered);
        }

        private static double share(long part, long whole) {
            return whole == 0 ? Double.NaN : (double) part / whole;
        }
    }

    private final Duration threshold;
    private final Latencies waitServed = new Latencies();
    private final Latencies waitAbandoned = new Latencies();
    private final Latencies waitAll = new Latencies();
    private final Map<String, Long> failures = new TreeMap<>();
    private long offered;
    private long served;
    private long abandoned;
    private long blocked;
    private long servedWithin;
    private long abandonedWithin;
    private long handled;
    private double handleNanos;

    public ChatFigures(Duration threshold) {
        this.threshold = threshold;
    }

    /** A customer arrived. */
    public void offered() {
        offered++;
    }

    /** An agent began to serve a customer who had waited so long. */
    public void served(long waitNanos) {
        served++;
        if (waitNanos <= threshold.toNanos()) {
            servedWithin++;
        }
        waitServed.record(waitNanos);
        waitAll.record(waitNanos);
    }

    /** A customer left after having waited so long. */
    public void abandoned(long waitNanos) {
        abandoned++;
        if (waitNanos <= threshold.toNanos()) {
            abandonedWithin++;
        }
        waitAbandoned.record(waitNanos);
        waitAll.record(waitNanos);
    }

    /** The queue was full. */
    public void blocked() {
        blocked++;
    }

    /** There was no chat, for this reason. */
    public void failed(String reason) {
        failures.merge(reason, 1L, Long::sum);
    }

    /** A served chat ended after so long in an agent's hands. */
    public void handled(long nanos) {
        handled++;
        handleNanos += nanos;
    }

    /** Chats that arrived so far. */
    public long offeredCount() {
        return offered;
    }

    /** Chats served so far. */
    public long servedCount() {
        return served;
    }

    /** Chats abandoned so far. */
    public long abandonedCount() {
        return abandoned;
    }

    /** The figures so far. */
    public Summary summary() {
        return new Summary(
                offered,
                served,
                abandoned,
                blocked,
                failures.values().stream().mapToLong(Long::longValue).sum(),
                Map.copyOf(failures),
                servedWithin,
                abandonedWithin,
                threshold,
                waitServed.summary(),
                waitAbandoned.summary(),
                waitAll.summary(),
                handled == 0 ? 0 : handleNanos / handled);
    }
}

package dev.switchboard.loadtest.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times in microseconds to three significant digits. */
public final class Latencies {

    /**
     * What there is to say about them, in nanoseconds. A percentile is the smallest recorded value that at least that share
     * of the values does not exceed; all are 0 when nothing was recorded.
     */
    public record Summary(
            long count,
            double meanNanos,
            long p50Nanos,
            long p80Nanos,
            long p90Nanos,
            long p95Nanos,
            long p99Nanos,
            long p999Nanos,
            long maxNanos) {}

    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);

    public Latencies() {
        micros.setAutoResize(true);
    }

    /** Records a time; clocks of two observers may disagree a little, so what is negative counts as nothing. */
    public void record(long nanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)));
    }

    /** The summary of what was recorded so far. */
    public Summary summary() {
        return new Summary(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : micros.getMean() * 1_000,
                at(50),
                at(80),
                at(90),
                at(95),
                at(99),
                at(99.9),
                TimeUnit.MICROSECONDS.toNanos(micros.getMaxValue()));
    }

    private long at(double percentile) {
        return micros.getTotalCount() == 0 ? 0 : TimeUnit.MICROSECONDS.toNanos(micros.getValueAtPercentile(percentile));
    }
}

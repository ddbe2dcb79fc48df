package dev.switchboard.loadtest.simulate.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The test of Kolmogorov and Smirnov: how far the share of drawn values below a point is from what it should be. */
final class KolmogorovSmirnov {
    /** Exceeded once in ten thousand times; the seeds are fixed, so a test that passes goes on passing. */
    private static final double CRITICAL = 2.23;

    private KolmogorovSmirnov() {}

    static void assertFollows(double[] values, DoubleUnaryOperator cumulative) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double expected = cumulative.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(expected - i / n, (i + 1) / n - expected));
        }
        assertThat(distance * Math.sqrt(n)).isLessThan(CRITICAL);
    }
}

package dev.switchboard.loadtest.simulate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.random.Arrivals.Batch;
import dev.switchboard.loadtest.simulate.random.Arrivals.Between;
import dev.switchboard.loadtest.simulate.random.Arrivals.Modulated;
import dev.switchboard.loadtest.simulate.random.Arrivals.Piece;
import dev.switchboard.loadtest.simulate.random.Arrivals.Rates;
import dev.switchboard.loadtest.simulate.random.Arrivals.Spike;
import dev.switchboard.loadtest.simulate.random.Arrivals.Wave;
import dev.switchboard.loadtest.simulate.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final double PER_SECOND = 1e-9;

    /** Moments in each of a number of stretches of time. */
    private static int[] counts(Arrivals arrivals, long stretch, int number) {
        ArrivalStream stream = arrivals.open(RandomStream.of(5, 0, 0, Purpose.ARRIVALS));
        int[] counts = new int[number];
        long before = 0;
        for (long next = stream.next(); next < stretch * number; next = stream.next()) {
            assertThat(next).isGreaterThanOrEqualTo(before);
            before = next;
            counts[(int) (next / stretch)]++;
        }
        return counts;
    }

    private static Arrivals of(Arrivals.Source source) {
        return new Arrivals(source, Batch.SINGLE, List.of());
    }

    private static double mean(int[] counts) {
        double sum = 0;
        for (int each : counts) {
            sum += each;
        }
        return sum / counts.length;
    }

    private static double variance(int[] counts) {
        double mean = mean(counts);
        double sum = 0;
        for (int each : counts) {
            sum += (each - mean) * (each - mean);
        }
        return sum / (counts.length - 1);
    }

    @Test
    void shouldComeAsAPoissonProcess() {
        Arrivals arrivals = Arrivals.poisson(0.1 * PER_SECOND);
        int[] counts = counts(arrivals, HOUR, 2_000);

        assertThat(arrivals.isPoisson()).isTrue();
        assertThat(mean(counts)).isCloseTo(360, within(4 * Math.sqrt(360.0 / 2_000)));
        assertThat(variance(counts) / 360).isCloseTo(1, within(4 * Math.sqrt(2.0 / 2_000)));
    }

    @Test
    void shouldHaveExponentialTimesBetween() {
        ArrivalStream stream = Arrivals.poisson(PER_SECOND).open(RandomStream.of(6, 0, 0, Purpose.ARRIVALS));
        double[] gaps = new double[100_000];
        long before = 0;
        for (int i = 0; i < gaps.length; i++) {
            long next = stream.next();
            gaps[i] = (next - before) / 1e9;
            before = next;
        }

        KolmogorovSmirnov.assertFollows(gaps, x -> -Math.expm1(-x));
    }

    @Test
    void shouldFollowAProfileAgainAndAgain() {
        Arrivals arrivals = of(new Rates(
                List.of(new Piece(HOUR, PER_SECOND), new Piece(2 * HOUR, 0), new Piece(HOUR, 0.25 * PER_SECOND)),
                null));
        int[] counts = counts(arrivals, HOUR, 400);

        assertThat(arrivals.isPoisson()).isFalse();
        assertThat(arrivals.meanRate()).isCloseTo(1.25 / 4 * PER_SECOND, within(1e-18));
        double[] byHour = new double[4];
        for (int i = 0; i < counts.length; i++) {
            byHour[i % 4] += counts[i] / 100.0;
        }
        assertThat(byHour[0]).isCloseTo(3_600, within(4 * 6.0));
        assertThat(byHour[1]).isZero();
        assertThat(byHour[2]).isZero();
        assertThat(byHour[3]).isCloseTo(900, within(4 * 3.0));
    }

    @Test
    void shouldFollowAWave() {
        Arrivals arrivals = of(new Rates(List.of(new Piece(Long.MAX_VALUE, PER_SECOND)), new Wave(0.5, 4 * HOUR)));
        int[] counts = counts(arrivals, HOUR, 400);
        double[] byHour = new double[4];
        for (int i = 0; i < counts.length; i++) {
            byHour[i % 4] += counts[i] / 100.0;
        }

        // The mean of the sine over the first quarter of its period is 2/π.
        assertThat(byHour[0]).isCloseTo(3_600 * (1 + 1 / Math.PI), within(28.0));
        assertThat(byHour[2]).isCloseTo(3_600 * (1 - 1 / Math.PI), within(20.0));
        assertThat(mean(counts)).isCloseTo(3_600, within(12.0));
    }

    @Test
    void shouldComeMoreOftenInASpike() {
        Arrivals arrivals = new Arrivals(
                new Rates(List.of(new Piece(Long.MAX_VALUE, PER_SECOND)), null),
                Batch.SINGLE,
                List.of(new Spike(2 * HOUR, HOUR, 3)));
        int[] counts = counts(arrivals, HOUR, 4);

        assertThat(counts[1]).isCloseTo(3_600, within(240));
        assertThat(counts[2]).isCloseTo(10_800, within(420));
        assertThat(counts[3]).isCloseTo(3_600, within(240));
    }

    @Test
    void shouldBeModulatedByTwoStates() {
        Arrivals arrivals = of(new Modulated(new Piece(HOUR, 0), new Piece(HOUR / 3, PER_SECOND)));
        int[] counts = counts(arrivals, HOUR, 20_000);

        assertThat(arrivals.meanRate()).isCloseTo(0.25 * PER_SECOND, within(1e-18));
        assertThat(mean(counts)).isCloseTo(900, within(30.0));
        assertThat(variance(counts)).isGreaterThan(100 * 900);
    }

    @Test
    void shouldHaveIndependentTimesBetween() {
        Arrivals arrivals = of(new Between(new Distribution.Fixed(HOUR / 10)));

        assertThat(counts(arrivals, HOUR, 3)).containsExactly(9, 10, 10);
        assertThat(arrivals.meanRate()).isCloseTo(10.0 / HOUR, within(1e-18));
    }

    @Test
    void shouldComeInBatches() {
        RandomStream random = RandomStream.of(1, 0, 0, Purpose.BATCHES);
        assertThat(new Batch(4, false).draw(random)).isEqualTo(4);
        double sum = 0;
        int ones = 0;
        for (int i = 0; i < 100_000; i++) {
            int size = new Batch(2.5, true).draw(random);
            assertThat(size).isPositive();
            sum += size;
            ones += size == 1 ? 1 : 0;
        }

        assertThat(sum / 100_000).isCloseTo(2.5, within(0.03));
        assertThat(ones / 100_000.0).isCloseTo(0.4, within(0.01));
    }
}

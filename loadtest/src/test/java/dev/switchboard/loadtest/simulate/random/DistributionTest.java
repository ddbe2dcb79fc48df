package dev.switchboard.loadtest.simulate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
    private static final int N = 400_000;
    private static final double MEAN = 180e9;

    static List<Distribution> all() {
        return List.of(
                new Distribution.Exponential(MEAN),
                new Distribution.Fixed(180_000_000_000L),
                Distribution.LogNormal.of(MEAN, 0.8),
                new Distribution.Erlang(MEAN, 3),
                Distribution.HyperExponential.balanced(MEAN, 1.5),
                new Distribution.HyperExponential(List.of(
                        new Distribution.HyperExponential.Branch(0.9, 100e9),
                        new Distribution.HyperExponential.Branch(0.1, 900e9))),
                new Distribution.Empirical(List.of(60_000_000_000L, 120_000_000_000L, 360_000_000_000L)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldHaveTheMomentsItTells(Distribution distribution) {
        RandomStream random = RandomStream.of(7, 0, 0, Purpose.WORK);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < N; i++) {
            double value = distribution.draw(random);
            assertThat(value).isNotNegative();
            sum += value;
            squares += value * value;
        }

        assertThat(distribution.mean()).isCloseTo(MEAN, within(MEAN * 1e-9));
        assertThat(sum / N).isCloseTo(distribution.mean(), within(0.01 * distribution.mean()));
        assertThat(squares / N).isCloseTo(distribution.meanSquare(), within(0.03 * distribution.meanSquare()));
    }

    @Test
    void shouldHaveTheVariationAskedFor() {
        assertThat(new Distribution.Exponential(MEAN).variation()).isCloseTo(1, within(1e-9));
        assertThat(new Distribution.Fixed(5).variation()).isZero();
        assertThat(Distribution.LogNormal.of(MEAN, 0.8).variation()).isCloseTo(0.8, within(1e-9));
        assertThat(new Distribution.Erlang(MEAN, 4).variation()).isCloseTo(0.5, within(1e-9));
        assertThat(Distribution.HyperExponential.balanced(MEAN, 2).variation()).isCloseTo(2, within(1e-9));
    }

    @Test
    void shouldFollowTheLogNormalDistribution() {
        Distribution distribution = Distribution.LogNormal.of(MEAN, 0.8);
        RandomStream random = RandomStream.of(9, 0, 0, Purpose.WORK);
        double median = MEAN / Math.sqrt(1 + 0.64);
        long below = 0;
        for (int i = 0; i < N; i++) {
            below += distribution.draw(random) < median ? 1 : 0;
        }

        assertThat(below / (double) N).isCloseTo(0.5, within(2 / Math.sqrt(N)));
    }

    @Test
    void shouldFollowTheErlangDistribution() {
        Distribution distribution = new Distribution.Erlang(MEAN, 2);
        RandomStream random = RandomStream.of(3, 0, 0, Purpose.WORK);
        double[] values = new double[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = distribution.draw(random) / MEAN * 2;
        }

        KolmogorovSmirnov.assertFollows(values, x -> 1 - Math.exp(-x) * (1 + x));
    }

    @Test
    void shouldNeverEnd() {
        Distribution never = new Distribution.Never();

        assertThat(never.draw(RandomStream.of(1, 0, 0, Purpose.PATIENCE))).isEqualTo(Long.MAX_VALUE);
        assertThat(never.mean()).isInfinite();
    }
}

package dev.switchboard.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.plan.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    private static final int DRAWS = 100_000;

    private static double[] secondsOf(String text) {
        RandomGenerator random = new RandomStreams(7).stream(Purpose.WORK);
        Distribution distribution = Distribution.parse(text);
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = distribution.sampleNanos(random) / 1e9;
        }
        Arrays.sort(draws);
        return draws;
    }

    private static double mean(double[] draws) {
        return Arrays.stream(draws).average().orElseThrow();
    }

    private static double deviation(double[] draws) {
        double mean = mean(draws);
        return Math.sqrt(
                Arrays.stream(draws).map(draw -> (draw - mean) * (draw - mean)).sum() / (draws.length - 1));
    }

    /** Kolmogorov and Smirnov: the largest distance from the true distribution stays below 1.63 ÷ √n at the 1 % level. */
    @Test
    void shouldDrawExponentialTimes() {
        double[] draws = secondsOf("exp:180s");

        double distance = 0;
        for (int i = 0; i < DRAWS; i++) {
            double truth = 1 - Math.exp(-draws[i] / 180);
            distance = Math.max(distance, Math.max(truth - (double) i / DRAWS, (i + 1.0) / DRAWS - truth));
        }
        assertThat(distance).isLessThan(1.63 / Math.sqrt(DRAWS));
        assertThat(mean(draws)).isCloseTo(180, within(2.5));
        assertThat(deviation(draws)).isCloseTo(180, within(3.5));
    }

    @Test
    void shouldDrawLogNormalTimesOfTheGivenMeanAndVariation() {
        double[] draws = secondsOf("lognormal:180s,0.8");

        assertThat(mean(draws)).isCloseTo(180, within(2.0));
        assertThat(deviation(draws) / mean(draws)).isCloseTo(0.8, within(0.03));
    }

    @Test
    void shouldDrawFixedTimesAndNever() {
        RandomGenerator random = new RandomStreams(7).stream(Purpose.WORK);

        assertThat(Distribution.parse("fixed:1.5m").sampleNanos(random)).isEqualTo(90_000_000_000L);
        assertThat(Distribution.parse("none").sampleNanos(random)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exp",
                "exp:",
                "exp:180",
                "exp:0s",
                "exp:3s,4",
                "lognormal:3s",
                "lognormal:3s,x",
                "lognormal:3s,0",
                "lognormal:3s,11",
                "fixed:-1s",
                "gamma:3s",
                "none:1s"
            })
    void shouldRefuseWhatIsNoDistribution(String text) {
        assertThatThrownBy(() -> Distribution.parse(text)).isInstanceOf(PlanException.class);
    }

    @Test
    void shouldKeepStreamsIndependentOfEachOther() {
        RandomStreams streams = new RandomStreams(42);

        assertThat(streams.stream(Purpose.WORK).nextLong())
                .isNotEqualTo(streams.stream(Purpose.PATIENCE).nextLong())
                .isEqualTo(new RandomStreams(42).stream(Purpose.WORK).nextLong())
                .isNotEqualTo(new RandomStreams(43).stream(Purpose.WORK).nextLong());
    }
}

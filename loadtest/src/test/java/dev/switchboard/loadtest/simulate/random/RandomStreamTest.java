package dev.switchboard.loadtest.simulate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.random.RandomStream.Purpose;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final int N = 200_000;

    private static double[] draw(ToDoubleFunction<RandomStream> of) {
        RandomStream random = RandomStream.of(42, 0, 0, Purpose.WORK);
        return DoubleStream.generate(() -> of.applyAsDouble(random)).limit(N).toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return DoubleStream.of(values)
                        .map(each -> (each - mean) * (each - mean))
                        .sum()
                / (values.length - 1);
    }

    @Test
    void shouldGiveTheReferenceNumbersOfXoshiro256PlusPlus() {
        RandomStream random = new RandomStream(1, 2, 3, 4);

        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(41_943_041L, 58_720_359L, 3_588_806_011_781_223L, 3_591_011_842_654_386L);
    }

    @Test
    void shouldBeUniform() {
        double[] values = draw(RandomStream::uniform);

        KolmogorovSmirnov.assertFollows(values, x -> x);
        assertThat(mean(values)).isCloseTo(0.5, within(4 * Math.sqrt(1 / 12.0 / N)));
        assertThat(variance(values)).isCloseTo(1 / 12.0, within(0.001));
    }

    @Test
    void shouldBeExponential() {
        double[] values = draw(RandomStream::exponential);

        KolmogorovSmirnov.assertFollows(values, x -> -Math.expm1(-x));
        assertThat(mean(values)).isCloseTo(1, within(4 / Math.sqrt(N)));
        // The variance of the squared deviation is 8.
        assertThat(variance(values)).isCloseTo(1, within(4 * Math.sqrt(8.0 / N)));
    }

    @Test
    void shouldBeNormal() {
        double[] values = draw(RandomStream::gaussian);

        assertThat(mean(values)).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(variance(values)).isCloseTo(1, within(4 * Math.sqrt(2.0 / N)));
        long withinOne =
                DoubleStream.of(values).filter(each -> Math.abs(each) < 1).count();
        assertThat(withinOne / (double) N).isCloseTo(0.682689, within(4 * 0.47 / Math.sqrt(N)));
    }

    @Test
    void shouldDependOnTheSeedAndWhatItIsForAlone() {
        Set<Long> first = new HashSet<>();
        for (long seed = 0; seed < 5; seed++) {
            for (int replication = 0; replication < 5; replication++) {
                for (int chatClass = 0; chatClass < 5; chatClass++) {
                    for (Purpose purpose : Purpose.values()) {
                        long number = RandomStream.of(seed, replication, chatClass, purpose)
                                .nextLong();
                        first.add(number);
                        assertThat(RandomStream.of(seed, replication, chatClass, purpose)
                                        .nextLong())
                                .isEqualTo(number);
                    }
                }
            }
        }

        assertThat(first).hasSize(5 * 5 * 5 * Purpose.values().length);
    }

    @Test
    void shouldHaveNeighboursThatAreNotCorrelated() {
        RandomStream a = RandomStream.of(1, 0, 0, Purpose.WORK);
        RandomStream b = RandomStream.of(1, 1, 0, Purpose.WORK);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
        }

        assertThat(12 * sum / N).isCloseTo(0, within(4 / Math.sqrt(N)));
    }
}

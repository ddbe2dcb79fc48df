package dev.switchboard.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.plan.RandomStreams.Purpose;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream(Purpose.ARRIVALS);
    }

    @Test
    void shouldHavePoissonCountsPerMinute() {
        double perMinute = 30;
        int minutes = 4_000;

        long[] instants = Arrivals.poisson(perMinute / 60, Duration.ofMinutes(minutes), random(11));

        int[] counts = new int[minutes];
        for (long instant : instants) {
            counts[(int) (instant / MINUTE)]++;
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        double variance = Arrays.stream(counts)
                        .mapToDouble(count -> (count - mean) * (count - mean))
                        .sum()
                / (minutes - 1);
        // Standard errors: mean sqrt(30/4000) = 0.087, variance about 30·sqrt(2/4000) = 0.67. Four of each.
        assertThat(mean).isCloseTo(perMinute, within(0.35));
        assertThat(variance).isCloseTo(perMinute, within(2.7));
    }

    @Test
    void shouldBeAscendingAndWithinTheDuration() {
        long[] instants = Arrivals.poisson(50, Duration.ofSeconds(20), random(3));

        assertThat(instants).isSorted();
        assertThat(instants[0]).isNotNegative();
        assertThat(instants[instants.length - 1])
                .isLessThan(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void shouldBeEqualForEqualSeedAndOtherForAnother() {
        long[] one = Arrivals.poisson(5, Duration.ofSeconds(20), random(3));

        assertThat(Arrivals.poisson(5, Duration.ofSeconds(20), random(3))).isEqualTo(one);
        assertThat(Arrivals.poisson(5, Duration.ofSeconds(20), random(4))).isNotEqualTo(one);
    }

    @Test
    void shouldRefusePlansThatDoNotFitIntoMemory() {
        assertThatThrownBy(() -> Arrivals.poisson(10_000, Duration.ofHours(1), random(1)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("5000000");
        SlotFile.Slot slot = new SlotFile.Slot(0, 1, 1_000_000);
        assertThatThrownBy(() -> Arrivals.fromSlots(List.of(slot), 6, random(1)))
                .isInstanceOf(PlanException.class);
    }

    @Test
    void shouldKeepEachCallInItsSlot() {
        List<SlotFile.Slot> slots =
                List.of(new SlotFile.Slot(0, 5 * MINUTE, 100), new SlotFile.Slot(10 * MINUTE, 5 * MINUTE, 7));

        long[] instants = Arrivals.fromSlots(slots, 1, random(5));

        assertThat(instants).hasSize(107).isSorted();
        assertThat(Arrays.stream(instants).filter(instant -> instant < 5 * MINUTE))
                .hasSize(100);
        assertThat(Arrays.stream(instants).filter(instant -> instant >= 10 * MINUTE))
                .hasSize(7);
        assertThat(Arrays.stream(instants)
                        .map(instant -> instant / MINUTE)
                        .distinct()
                        .count())
                .isGreaterThan(7);
    }

    @Test
    void shouldScaleCountsUpAndDownOnAverage() {
        List<SlotFile.Slot> slots = List.of(new SlotFile.Slot(0, MINUTE, 10_000));

        assertThat(Arrivals.fromSlots(slots, 0.25, random(5)).length).isBetween(2_300, 2_700);
        assertThat(Arrivals.fromSlots(slots, 2.5, random(5)).length).isBetween(24_800, 25_200);
    }
}

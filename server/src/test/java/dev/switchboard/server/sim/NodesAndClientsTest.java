package dev.switchboard.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The promises P1, P5 and P9 over the whole way, client to client, one run per seed. A failure names the seed and the
 * command that repeats it: {@code -Dsim.seed=N} runs that one alone, {@code -Dsim.seeds=N} the first N.
 */
@Tag("sim")
class NodesAndClientsTest {
    private static final long FAULTY_SEEDS = 20;
    private static final long CALM_SEEDS = 3;

    @TestFactory
    Stream<DynamicTest> shouldTalkInFairWeather() {
        return runs(Math.min(CALM_SEEDS, Long.getLong("sim.seeds", CALM_SEEDS)), false);
    }

    @TestFactory
    Stream<DynamicTest> shouldLoseDoubleAndReorderNothingUnderFaults() {
        return runs(Long.getLong("sim.seeds", FAULTY_SEEDS), true);
    }

    @Test
    void shouldDoTheSameForTheSameSeed() {
        assertThat(new SimRun(7, true).run().trace())
                .hasSizeGreaterThan(300)
                .isEqualTo(new SimRun(7, true).run().trace());
    }

    @Test
    void shouldDoOtherThingsForAnotherSeed() {
        assertThat(new SimRun(8, false).run().trace())
                .isNotEqualTo(new SimRun(9, false).run().trace());
    }

    private static Stream<DynamicTest> runs(long seeds, boolean faults) {
        Long only = Long.getLong("sim.seed");
        LongStream chosen = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, seeds);
        return chosen.mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> run(seed, faults)));
    }

    private static void run(long seed, boolean faults) {
        try {
            new SimRun(seed, faults).run();
        } catch (AssertionError failure) {
            throw new AssertionError(
                    failure.getMessage() + "\nRepeat it with: mvn test -pl protocol,client-sdk,server"
                            + " -Dtest=NodesAndClientsTest -Dtest.jvm.extra=-Dsim.seed=" + seed,
                    failure);
        }
    }
}

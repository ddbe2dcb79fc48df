package dev.switchboard.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.sim.SimRun.Weather;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The promises P1, P5 and P9 over the whole way, client to client, one run per seed. A failure names the seed and the
 * command that repeats it: {@code -Dsim.seed=N} runs that one alone, {@code -Dsim.seeds=N} the first N.
 *
 * <p>A failover of the storage may lose what was acknowledged in the moment before. What is promised all the same: all
 * acknowledged before and after that moment is there, the nodes agree on one state, nobody is stuck, from its renewal on a
 * chat has one owner, transcripts have no gap and no text twice, and who kept a chat or saw its end since has seen its transcript.
 */
@Tag("sim")
class NodesAndClientsTest {
    private static final long FAULTY_SEEDS = 20;
    private static final long FAILOVER_SEEDS = 20;
    private static final long CALM_SEEDS = 3;

    @TestFactory
    Stream<DynamicTest> shouldTalkInFairWeather() {
        return runs(Math.min(CALM_SEEDS, Long.getLong("sim.seeds", CALM_SEEDS)), Weather.CALM);
    }

    @TestFactory
    Stream<DynamicTest> shouldLoseDoubleAndReorderNothingUnderFaults() {
        return runs(Long.getLong("sim.seeds", FAULTY_SEEDS), Weather.FAULTS);
    }

    @TestFactory
    Stream<DynamicTest> shouldAgreeAndGoOnAfterFailovers() {
        return runs(Long.getLong("sim.seeds", FAILOVER_SEEDS), Weather.FAILOVERS);
    }

    @Test
    void shouldDoTheSameForTheSameSeed() {
        assertThat(new SimRun(7, Weather.FAILOVERS).run().trace())
                .hasSizeGreaterThan(300)
                .isEqualTo(new SimRun(7, Weather.FAILOVERS).run().trace());
    }

    @Test
    void shouldDoOtherThingsForAnotherSeed() {
        assertThat(new SimRun(8, Weather.CALM).run().trace())
                .isNotEqualTo(new SimRun(9, Weather.CALM).run().trace());
    }

    private static Stream<DynamicTest> runs(long seeds, Weather weather) {
        Long only = Long.getLong("sim.seed");
        LongStream chosen = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, seeds);
        return chosen.mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> run(seed, weather)));
    }

    private static void run(long seed, Weather weather) {
        try {
            new SimRun(seed, weather).run();
        } catch (AssertionError failure) {
            throw new AssertionError(
                    failure.getMessage() + "\nRepeat it with: mvn test -pl protocol,client-sdk,server"
                            + " -Dtest=NodesAndClientsTest -Dtest.jvm.extra=-Dsim.seed=" + seed,
                    failure);
        }
    }
}

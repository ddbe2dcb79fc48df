package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random commands against the promises. More and longer runs: {@code -Druns=2000 -Dsteps=400}; one run again:
 * {@code -Dseed=...}.
 */
class RoutingPropertyTest {
    private static final int RUNS = Integer.getInteger("runs", 50);
    private static final int STEPS = Integer.getInteger("steps", 250);

    @Test
    void shouldKeepPromisesUnderRandomCommands() {
        Long only = Long.getLong("seed");
        if (only != null) {
            runSeed(only);
            return;
        }
        for (long seed = 1; seed <= RUNS; seed++) {
            runSeed(seed);
        }
    }

    private static void runSeed(long seed) {
        List<Step> steps = RandomSteps.generate(new Random(seed), STEPS);
        Throwable failure = failureOf(seed, steps);
        if (failure == null) {
            return;
        }
        Class<?> kind = failure.getClass();
        List<Step> shortest = RandomSteps.shrink(steps, candidate -> kind.isInstance(failureOf(seed, candidate)));
        String listed = shortest.stream().map(Step::toString).collect(Collectors.joining("\n  "));
        fail("seed " + seed + " fails with " + shortest.size() + " steps:\n  " + listed, failureOf(seed, shortest));
    }

    private static Throwable failureOf(long seed, List<Step> steps) {
        try {
            new StepRunner(allCheckers(seed)).run(steps);
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }

    private static List<Checker> allCheckers(long seed) {
        return List.of(
                new OwnershipChecker(),
                new NobodyWaitsChecker(),
                new FifoChecker(),
                new OvertakingChecker(),
                new ChoiceTwin(),
                new ReplayChecker(new Random(seed)));
    }

    @Test
    void shouldShrinkToWhatMatters() {
        List<Integer> shortest =
                RandomSteps.shrink(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), list -> list.contains(3) && list.contains(8));
        assertThat(shortest).containsExactly(3, 8);
    }
}

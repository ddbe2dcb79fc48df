package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random commands against a twin and the promises. More and longer runs: {@code -Druns=2000 -Dsteps=400}; one run again:
 * {@code -Dseed=...}.
 */
class RoutingPropertyTest {
    private static final int RUNS = Integer.getInteger("runs", 25);
    private static final int STEPS = Integer.getInteger("steps", 300);
    /** Seeds from this one on. */
    private static final int FIRST = Integer.getInteger("first", 1);

    private final Coverage coverage = new Coverage();

    @Test
    void shouldDoAsItsTwinAndKeepPromisesUnderRandomCommands() {
        Long only = Long.getLong("seed");
        if (only != null) {
            runSeed(only);
            return;
        }
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            runSeed(seed);
        }
        assertThat(coverage.rarerThan(RUNS / 10, expected()))
                .as("rare in%n%s", coverage)
                .isEmpty();
    }

    /** Every command is carried out at times, and everything happens that routing can do and say. */
    private static Set<String> expected() {
        Set<String> expected = new TreeSet<>();
        for (Class<?> command : Command.class.getPermittedSubclasses()) {
            expected.add(command.getSimpleName() + " ok");
        }
        // Directed tests have these; a run draws no commands that change nothing here.
        expected.removeAll(Set.of("RemoveSkill ok", "SwitchCore ok", "RevokeCustomer ok", "RevokeAgent ok"));
        addAll(expected, "reason", ChosenBy.values());
        addAll(expected, "offer", OfferEnd.values());
        addAll(expected, "queued", Event.QueuedBecause.values());
        addAll(expected, "parked", Parked.values());
        addAll(expected, "why", Because.values());
        expected.removeAll(Set.of("why ASSIGNED", "why CLOSED"));
        expected.addAll(Set.of(
                "event ChatRelaxed",
                "event ActivityAsked",
                "event WrapUpStarted",
                "event WrapUpEnded",
                "closed ABANDONED",
                "closed CUSTOMER_LOST",
                "closed WAITED_TOO_LONG",
                "closed ADMINISTRATIVE",
                "AssignChat CONFLICT",
                "MoveChat CONFLICT",
                "PrioritiseChat CONFLICT",
                "HoldChat AGENT_FULL",
                "TakeChat AGENT_FULL",
                "AssignChat ACTIVE_LIMIT",
                "TakeChat NOT_OWNER",
                "StartChat QUEUE_FULL",
                "StartChat QUEUE_CLOSED"));
        return expected;
    }

    private static void addAll(Set<String> expected, String what, Enum<?>... kinds) {
        Stream.of(kinds).forEach(kind -> expected.add(what + " " + kind.name()));
    }

    private void runSeed(long seed) {
        List<Step> steps = RandomSteps.generate(new Random(seed), STEPS);
        Throwable failure = failureOf(seed, steps);
        if (failure == null) {
            return;
        }
        String kind = kindOf(failure);
        List<Step> shortest = RandomSteps.shrink(steps, candidate -> kind.equals(kindOf(failureOf(seed, candidate))));
        String listed = shortest.stream().map(Step::toString).collect(Collectors.joining("\n  "));
        fail("seed " + seed + " fails with " + shortest.size() + " steps:\n  " + listed, failureOf(seed, shortest));
    }

    /** Where it failed: a shorter run that fails elsewhere fails for another reason. */
    private static String kindOf(Throwable failure) {
        if (failure == null) {
            return "";
        }
        String places = Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.switchboard"))
                .limit(1)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining());
        return failure.getClass() + " " + places;
    }

    private Throwable failureOf(long seed, List<Step> steps) {
        try {
            new StepRunner(seed, allCheckers(seed)).run(steps);
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }

    private List<Checker> allCheckers(long seed) {
        return List.of(
                new TwinChecker(),
                new OwnershipChecker(),
                new LimitChecker(),
                new NobodyWaitsChecker(),
                new FifoChecker(),
                new OvertakingChecker(),
                new ReplayChecker(new Random(seed)),
                coverage);
    }

    @Test
    void shouldShrinkToWhatMatters() {
        List<Integer> shortest =
                RandomSteps.shrink(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), list -> list.contains(3) && list.contains(8));
        assertThat(shortest).containsExactly(3, 8);
    }
}

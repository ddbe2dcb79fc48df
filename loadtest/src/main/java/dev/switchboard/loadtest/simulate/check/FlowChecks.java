package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.engine.ClassTally;
import dev.switchboard.loadtest.simulate.engine.ReplicationResult;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What must match exactly in every run, per class: chats in and out, and Little's law. The area under the queue length, counted at every
 * change, is the sum of the waits of the chats that arrived in the window, up to the edges: what older chats still waited within it, and
 * what the measured ones waited behind it. Both edges are counted chat by chat, so nothing is left to chance.
 */
public final class FlowChecks {
    private static final String FLOW = "flow";
    private static final String LITTLE = "little";
    /** Of sums of doubles. */
    private static final double TOLERANCE = 1e-9;

    private final Scenario scenario;
    private final List<ReplicationResult> runs;
    private final List<Check> checks = new ArrayList<>();

    private FlowChecks(Scenario scenario, List<ReplicationResult> runs) {
        this.scenario = scenario;
        this.runs = runs;
    }

    /** Checks all classes. */
    public static List<Check> of(Scenario scenario, List<ReplicationResult> runs) {
        FlowChecks checks = new FlowChecks(scenario, runs);
        for (int i = 0; i < scenario.classes().size(); i++) {
            checks.check(i);
        }
        return checks.checks;
    }

    private void check(int number) {
        String name = scenario.classes().get(number).name();
        List<ClassTally> tallies =
                runs.stream().map(each -> each.classes().get(number)).toList();
        long offered = tallies.stream().mapToLong(each -> each.offered).sum();
        long served = tallies.stream().mapToLong(each -> each.served).sum();
        long abandoned = tallies.stream().mapToLong(each -> each.abandoned).sum();
        long blocked = tallies.stream().mapToLong(each -> each.blocked).sum();
        boolean holds = tallies.stream().allMatch(each -> each.offered == each.served + each.abandoned + each.blocked);
        checks.add(Check.of(
                FLOW,
                name + ": offered = served + abandoned + blocked + in progress",
                holds,
                offered + " = " + served + " + " + abandoned + " + " + blocked + " + "
                        + (offered - served - abandoned - blocked)));
        little(
                name + ": queue length = arrivals × wait",
                tallies,
                each -> each.waiting.area(),
                each -> each.waitOfServed + each.waitOfAbandoned,
                each -> each.waitCarriedIn - each.waitCarriedOut);
        little(
                name + ": chats with agents = served × handle time",
                tallies,
                each -> each.inService.area(),
                each -> each.handleOfServed,
                each -> each.handleCarriedIn - each.handleCarriedOut);
    }

    private void little(
            String name,
            List<ClassTally> tallies,
            ToDoubleFunction<ClassTally> area,
            ToDoubleFunction<ClassTally> times,
            ToDoubleFunction<ClassTally> edges) {
        double window = (double) scenario.run().windowNanos() * tallies.size();
        boolean holds = tallies.stream()
                .allMatch(each ->
                        Math.abs(area.applyAsDouble(each) - times.applyAsDouble(each) - edges.applyAsDouble(each))
                                <= TOLERANCE * Math.max(1, area.applyAsDouble(each)));
        checks.add(Check.of(
                LITTLE,
                name,
                holds,
                String.format(
                        Locale.ROOT,
                        "%.6f = %.6f, edges %+.6f",
                        tallies.stream().mapToDouble(area).sum() / window,
                        tallies.stream().mapToDouble(times).sum() / window,
                        tallies.stream().mapToDouble(edges).sum() / window)));
    }
}

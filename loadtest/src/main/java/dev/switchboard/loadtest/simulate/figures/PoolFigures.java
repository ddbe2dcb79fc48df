package dev.switchboard.loadtest.simulate.figures;

import dev.switchboard.loadtest.simulate.engine.GroupTally;
import dev.switchboard.loadtest.simulate.engine.ReplicationResult;
import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How busy some agents were.
 *
 * @param name of the group, or {@link ScopeFigures#ALL}
 * @param occupancy units taken, of all
 * @param busy share of the time in which an agent has at least one chat
 * @param concurrency units taken of an agent who has a chat
 */
public record PoolFigures(String name, Estimate occupancy, Estimate busy, Estimate concurrency) {

    /** Makes those of all agents, and of each group where there are several. */
    public static List<PoolFigures> of(Scenario scenario, List<ReplicationResult> runs) {
        List<PoolFigures> pools = new ArrayList<>();
        List<AgentGroup> groups = scenario.groups();
        pools.add(of(ScopeFigures.ALL, scenario, 0, groups.size(), runs));
        if (groups.size() > 1) {
            for (int i = 0; i < groups.size(); i++) {
                pools.add(of(groups.get(i).name(), scenario, i, i + 1, runs));
            }
        }
        return pools;
    }

    private static PoolFigures of(String name, Scenario scenario, int from, int to, List<ReplicationResult> runs) {
        double window = scenario.run().windowNanos();
        List<AgentGroup> groups = scenario.groups().subList(from, to);
        double units = groups.stream()
                .mapToDouble(each -> each.count() * each.capacity())
                .sum();
        double agents = groups.stream().mapToDouble(AgentGroup::count).sum();
        double[] taken = sums(runs, from, to, each -> each.units.area());
        double[] busy = sums(runs, from, to, each -> each.busy.area());
        long n = runs.stream()
                .flatMap(each -> each.classes().stream())
                .mapToLong(each -> each.served)
                .sum();
        return new PoolFigures(
                name,
                Estimate.ratio(taken, constant(runs.size(), units * window), n),
                Estimate.ratio(busy, constant(runs.size(), agents * window), n),
                Estimate.ratio(taken, busy, n));
    }

    private static double[] sums(List<ReplicationResult> runs, int from, int to, ToDoubleFunction<GroupTally> of) {
        return runs.stream()
                .mapToDouble(each ->
                        each.groups().subList(from, to).stream().mapToDouble(of).sum())
                .toArray();
    }

    private static double[] constant(int size, double value) {
        double[] values = new double[size];
        java.util.Arrays.fill(values, value);
        return values;
    }
}

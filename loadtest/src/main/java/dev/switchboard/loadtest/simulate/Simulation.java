package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.simulate.check.Check;
import dev.switchboard.loadtest.simulate.check.Comparisons;
import dev.switchboard.loadtest.simulate.check.Findings;
import dev.switchboard.loadtest.simulate.check.FlowChecks;
import dev.switchboard.loadtest.simulate.check.Passes;
import dev.switchboard.loadtest.simulate.check.RoutingWitness;
import dev.switchboard.loadtest.simulate.engine.Journal;
import dev.switchboard.loadtest.simulate.engine.Replication;
import dev.switchboard.loadtest.simulate.engine.ReplicationResult;
import dev.switchboard.loadtest.simulate.engine.Runs;
import dev.switchboard.loadtest.simulate.figures.PoolFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a scenario: its replications, then everything that can be checked. */
public final class Simulation {
    private final Scenario scenario;
    private final boolean withJournals;

    private record Run(ReplicationResult result, Findings findings) {}

    /**
     * A simulation of the scenario.
     *
     * @param withJournals whether every measured chat is to be written down
     */
    public Simulation(Scenario scenario, boolean withJournals) {
        this.scenario = scenario;
        this.withJournals = withJournals;
    }

    /** Runs it on so many threads; the result does not depend on their number. */
    public SimulationResult run(int threads) {
        try (Runs runs = new Runs(threads)) {
            List<Run> done = replications(runs);
            List<ReplicationResult> results = done.stream().map(Run::result).toList();
            Findings findings = new Findings();
            done.forEach(each -> findings.add(each.findings));
            List<ScopeFigures> scopes = scopes(results);
            List<PoolFigures> pools = PoolFigures.of(scenario, results);
            List<Check> checks = new ArrayList<>(FlowChecks.of(scenario, results));
            checks.addAll(findings.checks());
            Comparisons.Result exact = Comparisons.of(scenario, scopes, pools.get(0), longestWaits(results));
            checks.addAll(exact.checks());
            checks.addAll(Passes.of(scenario, runs));
            long chats = results.stream().mapToLong(ReplicationResult::chats).sum();
            List<Journal> journals = results.stream()
                    .flatMap(each -> Stream.ofNullable(each.journal()))
                    .toList();
            return new SimulationResult(
                    scenario, scopes, pools, checks, findings.first(), exact.why(), chats, journals);
        }
    }

    private List<Run> replications(Runs runs) {
        List<Callable<Run>> pieces = new ArrayList<>();
        for (int i = 0; i < scenario.run().replications(); i++) {
            int number = i;
            pieces.add(() -> {
                RoutingWitness witness = new RoutingWitness(scenario);
                ReplicationResult result = new Replication(scenario, number, witness, withJournals).run();
                return new Run(result, witness.findings());
            });
        }
        return runs.all(pieces);
    }

    private List<ScopeFigures> scopes(List<ReplicationResult> results) {
        int count = scenario.classes().size();
        List<ScopeFigures> scopes = new ArrayList<>();
        scopes.add(ScopeFigures.of(
                ScopeFigures.ALL, IntStream.range(0, count).boxed().toList(), results, scenario.run()));
        if (count > 1) {
            for (int i = 0; i < count; i++) {
                scopes.add(ScopeFigures.of(scenario.classes().get(i).name(), List.of(i), results, scenario.run()));
            }
        }
        return scopes;
    }

    private List<Long> longestWaits(List<ReplicationResult> results) {
        return IntStream.range(0, scenario.classes().size())
                .mapToObj(number -> results.stream()
                        .mapToLong(each -> each.longestWaitMs().get(number))
                        .max()
                        .orElse(0))
                .toList();
    }
}

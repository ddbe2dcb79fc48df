package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.simulate.check.Check;
import dev.switchboard.loadtest.simulate.check.Check.Verdict;
import dev.switchboard.loadtest.simulate.engine.Journal;
import dev.switchboard.loadtest.simulate.figures.PoolFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a simulation gave.
 *
 * @param scopes all classes together, then each where there are several
 * @param pools all agents together, then each group where there are several
 * @param violations the first violations of the invariants, for people
 * @param whyNoExact why there are no exact values, or not more; empty when there is nothing to say
 * @param chats that arrived, warm-up included
 * @param journals of the replications, if they were asked for
 */
public record SimulationResult(
        Scenario scenario,
        List<ScopeFigures> scopes,
        List<PoolFigures> pools,
        List<Check> checks,
        List<String> violations,
        String whyNoExact,
        long chats,
        List<Journal> journals) {
    public SimulationResult {
        scopes = List.copyOf(scopes);
        pools = List.copyOf(pools);
        checks = List.copyOf(checks);
        violations = List.copyOf(violations);
        journals = List.copyOf(journals);
    }

    /** {@return FAIL if any check failed, else TOO_WIDE if any was, else PASS} */
    public Verdict verdict() {
        if (count(Verdict.FAIL) > 0) {
            return Verdict.FAIL;
        }
        return count(Verdict.TOO_WIDE) > 0 ? Verdict.TOO_WIDE : Verdict.PASS;
    }

    /** {@return how many checks came out so} */
    public long count(Verdict verdict) {
        return checks.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** {@return the mean of z² over all comparisons with exact values; about 1 where all is right, not a number without any} */
    public double meanSquareOfZ() {
        return checks.stream()
                .flatMap(each -> Stream.ofNullable(each.comparison()))
                .mapToDouble(each -> each.z() * each.z())
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}

package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.check.Check.Comparison;
import dev.switchboard.loadtest.simulate.check.Check.Verdict;
import dev.switchboard.loadtest.simulate.figures.Estimate;
import dev.switchboard.loadtest.simulate.figures.Metric;
import dev.switchboard.loadtest.simulate.figures.Metric.Unit;
import dev.switchboard.loadtest.simulate.figures.PoolFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Estimates beside exact values. One passes when it lies within three standard errors, and the standard error is small enough for that to
 * mean something: at most the scenario's precision, relative to the exact value, and twice that for percentiles.
 */
public final class Comparisons {
    static final double Z_MAX = 3;
    /** So far off is wrong, however wide the interval. */
    private static final double Z_IN_SPITE_OF_WIDTH = 6;
    /** Fewer chats that something happened to, or did not happen to, give no standard error worth the name. */
    private static final double EVENTS_MIN = 30;

    private static final int REPLICATIONS_MIN = 10;
    private static final double SAME = 1e-9;

    private final Scenario scenario;
    private final List<ScopeFigures> scopes;
    private final PoolFigures pool;
    private final List<Check> checks = new ArrayList<>();
    private final String why;

    /** The comparisons, and why there are none or not more. */
    public record Result(List<Check> checks, String why) {
        /** Keeps a copy. */
        public Result {
            checks = List.copyOf(checks);
        }
    }

    private Comparisons(Scenario scenario, List<ScopeFigures> scopes, PoolFigures pool, List<Long> longestWaitsMs) {
        this.scenario = scenario;
        this.scopes = scopes;
        this.pool = pool;
        ExactValues exact = ExactValues.of(scenario, longestWaitsMs);
        this.why = exact.why();
        exact.values().forEach(this::compare);
    }

    /**
     * Compares all that formulas exist for.
     *
     * @param pool of all agents
     * @param longestWaitsMs seen, by class
     */
    public static Result of(Scenario scenario, List<ScopeFigures> scopes, PoolFigures pool, List<Long> longestWaitsMs) {
        Comparisons comparisons = new Comparisons(scenario, scopes, pool, longestWaitsMs);
        return new Result(comparisons.checks, comparisons.why);
    }

    private void compare(Expected expected) {
        ScopeFigures scope = scopes.stream()
                .filter(each -> each.name().equals(expected.scope()))
                .findFirst()
                .orElseThrow();
        Metric metric = expected.key().equals(ExactValues.OCCUPANCY)
                ? new Metric(expected.key(), "occupancy", Unit.SHARE, pool.occupancy())
                : scope.metrics().get(expected.key());
        if (metric == null) {
            throw new IllegalStateException("no metric " + expected.key());
        }
        Estimate estimate = metric.estimate();
        double exact = expected.value();
        // A standard error that hardly anybody contributed to is none.
        boolean meaningless = estimate.standardError() == 0 || estimate.mean() == exact || tooRare(metric, exact);
        double z = meaningless ? Double.NaN : estimate.deviation(exact);
        Verdict verdict = verdict(metric, exact, z);
        String scopeName = expected.scope().equals(ScopeFigures.ALL) ? "" : expected.scope() + ": ";
        String detail = String.format(
                Locale.ROOT,
                "%s ± %s, exact %s, z %s%s",
                number(estimate.mean()),
                number(estimate.standardError()),
                number(exact),
                Double.isNaN(z) ? "-" : String.format(Locale.ROOT, "%+.2f", z),
                verdict == Verdict.TOO_WIDE ? "; measure more chats" : "");
        checks.add(new Check(
                expected.source(),
                scopeName + metric.title(),
                verdict,
                detail,
                new Comparison(
                        estimate.mean(),
                        exact,
                        estimate.standardError(),
                        z,
                        metric.unit() == Unit.SECONDS ? "s" : "")));
    }

    private Verdict verdict(Metric metric, double exact, double z) {
        Estimate estimate = metric.estimate();
        if (Math.abs(estimate.mean() - exact) <= SAME * Math.abs(exact)) {
            return Verdict.PASS; // A percentile that is zero, a share that is one: there is no error to speak of.
        }
        boolean percentile = metric.key().startsWith("p");
        double precision = scenario.run().precision() * (percentile ? 2 : 1);
        boolean wide = Double.isNaN(z)
                || estimate.degrees() + 1 < REPLICATIONS_MIN
                || !(estimate.standardError() <= precision * Math.abs(exact))
                || (percentile && (1 - share(metric.key())) * estimate.n() < EVENTS_MIN);
        if (wide) {
            return Math.abs(z) > Z_IN_SPITE_OF_WIDTH ? Verdict.FAIL : Verdict.TOO_WIDE;
        }
        return Math.abs(z) <= Z_MAX ? Verdict.PASS : Verdict.FAIL;
    }

    /** Whether so few chats make the difference that their number says little. */
    private static boolean tooRare(Metric metric, double exact) {
        double n = metric.estimate().n();
        return metric.unit() == Unit.SHARE
                && !metric.key().equals(ExactValues.OCCUPANCY)
                && n * Math.min(exact, 1 - exact) < EVENTS_MIN;
    }

    private static double share(String key) {
        return Double.parseDouble(key.replaceAll("[^0-9.]", "")) / 100;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, Math.abs(value) < 1e-3 ? "%.3e" : "%.6f", value);
    }
}

package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.simulate.check.Check;
import dev.switchboard.loadtest.simulate.check.Check.Verdict;
import dev.switchboard.loadtest.simulate.figures.Estimate;
import dev.switchboard.loadtest.simulate.figures.Metric;
import dev.switchboard.loadtest.simulate.figures.PoolFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.RunPlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.Locale;

/** The result for people, as text. */
public final class TextReport {
    private final StringBuilder out = new StringBuilder();
    private final SimulationResult result;

    private TextReport(SimulationResult result) {
        this.result = result;
    }

    /** {@return the whole report} */
    public static String write(SimulationResult result) {
        TextReport report = new TextReport(result);
        report.head();
        result.scopes().forEach(report::scope);
        report.pools();
        report.checks();
        return report.out.toString();
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void head() {
        Scenario scenario = result.scenario();
        RunPlan run = scenario.run();
        line("%s", scenario.name());
        line(
                "seed %d, %d replications, each with %s warm-up and a window of %s; %d chats in all",
                run.seed(), run.replications(), hours(run.warmUpNanos()), hours(run.windowNanos()), result.chats());
        double load = scenario.load();
        line(
                "nominal: %.6f arrivals/s, load %.4f Erlang on %d units of %d agents, %.4f of them",
                scenario.rate() * 1e9, load, scenario.units(), scenario.agents(), load / scenario.units());
        scenario.warnings().forEach(each -> line("warning: %s", each));
        line("± is half a 95 %% interval (Student's t over replications), n the number of chats.");
    }

    private static String hours(long nanos) {
        double seconds = nanos / 1e9;
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.2f h", seconds / 3_600);
    }

    private void scope(ScopeFigures scope) {
        ScopeFigures.Counts counts = scope.counts();
        out.append('\n');
        line(
                "%s: offered %d, served %d, abandoned %d, blocked %d",
                scope.name().equals(ScopeFigures.ALL) ? "All chats" : "Class " + scope.name(),
                counts.offered(),
                counts.served(),
                counts.abandoned(),
                counts.blocked());
        for (Metric metric : scope.metrics().values()) {
            if (!Double.isNaN(metric.estimate().mean())) {
                figure(metric.title(), unit(metric.unit()), metric.estimate());
            }
        }
        line("  %-64s %14.6f s", "longest wait", scope.longestWait());
        line("  %-64s %14d", "longest queue", counts.queueMax());
    }

    private void figure(String title, String unit, Estimate estimate) {
        String interval = Double.isNaN(estimate.ci95()) ? "" : String.format(Locale.ROOT, "± %.6f", estimate.ci95());
        line("  %-64s %14.6f %-4s %-14s n %d", title, estimate.mean(), unit, interval, estimate.n());
    }

    private static String unit(Metric.Unit unit) {
        return switch (unit) {
            case SECONDS -> "s";
            case PER_SECOND -> "/s";
            case SHARE, NUMBER -> "";
        };
    }

    private void pools() {
        for (PoolFigures pool : result.pools()) {
            out.append('\n');
            line("%s", pool.name().equals(ScopeFigures.ALL) ? "All agents" : "Agents " + pool.name());
            figure("occupancy of units", "", pool.occupancy());
            figure("agents with at least one chat", "", pool.busy());
            if (!Double.isNaN(pool.concurrency().mean())) {
                figure("units taken of an agent with a chat", "", pool.concurrency());
            }
        }
    }

    private void checks() {
        out.append('\n');
        line("Checks");
        String family = "";
        for (Check check : result.checks()) {
            if (!check.family().equals(family)) {
                family = check.family();
                line("  %s", family);
            }
            line("    %-8s %s: %s", text(check.verdict()), check.name(), check.detail());
        }
        result.violations().forEach(each -> line("  violation: %s", each));
        if (!result.whyNoExact().isEmpty()) {
            line("  no further exact values: %s", result.whyNoExact());
        }
        if (!Double.isNaN(result.meanSquareOfZ())) {
            line("  mean of z² over the comparisons: %.2f", result.meanSquareOfZ());
        }
        line(
                "%s: %d passed, %d failed, %d too wide to say",
                text(result.verdict()),
                result.count(Verdict.PASS),
                result.count(Verdict.FAIL),
                result.count(Verdict.TOO_WIDE));
    }

    private static String text(Verdict verdict) {
        return verdict == Verdict.TOO_WIDE ? "TOO WIDE" : verdict.name();
    }
}

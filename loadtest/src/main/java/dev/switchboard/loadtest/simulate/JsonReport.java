package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.report.Json;
import dev.switchboard.loadtest.simulate.check.Check;
import dev.switchboard.loadtest.simulate.figures.Estimate;
import dev.switchboard.loadtest.simulate.figures.Metric;
import dev.switchboard.loadtest.simulate.figures.PoolFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.RunPlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result as JSON, with the schema {@value #SCHEMA}. Equal scenarios and seeds make equal files. */
public final class JsonReport {
    private static final String SCHEMA = "switchboard-simulation/1";

    private JsonReport() {}

    /**
     * {@return the whole result}
     *
     * @param machine what ran it
     */
    public static String write(SimulationResult result, Map<String, String> machine) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("name", result.scenario().name());
        root.put("verdict", result.verdict().name());
        root.put("run", run(result));
        root.put("machine", machine);
        root.put("figures", scopes(result.scopes()));
        root.put("agents", pools(result.pools()));
        root.put("checks", result.checks().stream().map(JsonReport::check).toList());
        root.put("violations", result.violations());
        root.put("warnings", result.scenario().warnings());
        root.put("noFurtherExactValues", result.whyNoExact());
        root.put("meanSquareOfZ", result.meanSquareOfZ());
        root.put("scenario", result.scenario().text());
        return Json.write(root);
    }

    private static Map<String, Object> run(SimulationResult result) {
        Scenario scenario = result.scenario();
        RunPlan run = scenario.run();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("seed", run.seed());
        out.put("replications", run.replications());
        out.put("warmUpSeconds", run.warmUpNanos() / 1e9);
        out.put("windowSeconds", run.windowNanos() / 1e9);
        out.put("precision", run.precision());
        out.put("chats", result.chats());
        out.put("nominalRatePerSecond", scenario.rate() * 1e9);
        out.put("nominalLoadErlang", scenario.load());
        out.put("agents", scenario.agents());
        out.put("units", scenario.units());
        return out;
    }

    private static Map<String, Object> scopes(List<ScopeFigures> scopes) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (ScopeFigures scope : scopes) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("offered", scope.counts().offered());
            one.put("served", scope.counts().served());
            one.put("abandoned", scope.counts().abandoned());
            one.put("blocked", scope.counts().blocked());
            one.put("longestQueue", scope.counts().queueMax());
            one.put("longestWaitSeconds", scope.longestWait());
            Map<String, Object> metrics = new LinkedHashMap<>();
            for (Metric metric : scope.metrics().values()) {
                Map<String, Object> estimate = estimate(metric.estimate());
                estimate.put("unit", unit(metric.unit()));
                estimate.put("title", metric.title());
                metrics.put(metric.key(), estimate);
            }
            one.put("metrics", metrics);
            out.put(scope.name(), one);
        }
        return out;
    }

    private static String unit(Metric.Unit unit) {
        return switch (unit) {
            case SECONDS -> "s";
            case PER_SECOND -> "1/s";
            case SHARE, NUMBER -> "1";
        };
    }

    private static Map<String, Object> estimate(Estimate estimate) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("mean", estimate.mean());
        out.put("ci95", estimate.ci95());
        out.put("standardError", estimate.standardError());
        out.put("n", estimate.n());
        return out;
    }

    private static Map<String, Object> pools(List<PoolFigures> pools) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (PoolFigures pool : pools) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("occupancy", estimate(pool.occupancy()));
            one.put("busy", estimate(pool.busy()));
            one.put("concurrency", estimate(pool.concurrency()));
            out.put(pool.name(), one);
        }
        return out;
    }

    private static Map<String, Object> check(Check check) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("family", check.family());
        out.put("name", check.name());
        out.put("verdict", check.verdict().name());
        out.put("detail", check.detail());
        Check.Comparison comparison = check.comparison();
        if (comparison != null) {
            out.put("estimate", comparison.estimate());
            out.put("exact", comparison.exact());
            out.put("standardError", comparison.standardError());
            out.put("z", comparison.z());
            out.put("unit", comparison.unit());
        }
        return out;
    }
}

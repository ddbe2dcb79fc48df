package dev.switchboard.loadtest.simulate.figures;

import dev.switchboard.loadtest.simulate.engine.ClassTally;
import dev.switchboard.loadtest.simulate.engine.ReplicationResult;
import dev.switchboard.loadtest.simulate.figures.Metric.Unit;
import dev.switchboard.loadtest.simulate.scenario.RunPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All figures of one class of chats, or of all classes together.
 *
 * @param name of the class, or {@link #ALL}
 * @param metrics by key, in the order in which they are told
 */
public record ScopeFigures(String name, Map<String, Metric> metrics, Counts counts, double longestWait) {
    /** The name of what holds all classes. No class can have it. */
    public static final String ALL = "All";

    /** The shares of which percentiles are told. */
    public static final List<Double> SHARES = List.of(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

    /** Chats that arrived in the windows of all replications, and what became of them. */
    public record Counts(long offered, long served, long abandoned, long blocked, long queueMax) {}

    /** {@return the key of a percentile} */
    public static String percentile(double share, boolean ofServed) {
        String number = share == 0.999 ? "99.9" : String.valueOf(Math.round(share * 100));
        return "p" + number + (ofServed ? "Served" : "");
    }

    /** {@return the key of a service level within seconds} */
    public static String serviceLevel(Level level, double seconds) {
        return level.key + "@"
                + (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds)) + "s";
    }

    /** What is counted as served within T, of what. */
    public enum Level {
        /** The headline. */
        WITHOUT_SHORT("serviceLevel", "of offered without those who left within T"),
        OF_OFFERED("servedOfOffered", "of offered"),
        OF_SERVED("servedOfServed", "of served"),
        WITH_ABANDONED("handledOfOffered", "or left within T, of offered");

        private final String key;
        private final String title;

        Level(String key, String title) {
            this.key = key;
            this.title = title;
        }
    }

    /** Makes the figures of the given classes. */
    public static ScopeFigures of(String name, List<Integer> classes, List<ReplicationResult> runs, RunPlan plan) {
        List<Totals> totals = new ArrayList<>();
        for (ReplicationResult run : runs) {
            List<ClassTally> tallies = classes.stream().map(run.classes()::get).toList();
            totals.add(new Totals(tallies, plan.windowNanos()));
        }
        return new Builder(totals, plan).build(name);
    }

    /** {@return the estimate of a metric that is there} */
    public Estimate estimate(String key) {
        Metric metric = metrics.get(key);
        if (metric == null) {
            throw new IllegalArgumentException("No metric " + key);
        }
        return metric.estimate();
    }

    private static final class Builder {
        private final List<Totals> totals;
        private final RunPlan plan;
        private final Map<String, Metric> metrics = new LinkedHashMap<>();

        Builder(List<Totals> totals, RunPlan plan) {
            this.totals = totals;
            this.plan = plan;
        }

        ScopeFigures build(String name) {
            waits();
            serviceLevels();
            ratio("abandonment", "abandoned", Unit.SHARE, each -> each.abandoned, each -> each.offered);
            ratio(
                    "abandonmentLong",
                    "abandoned, short ones left out",
                    Unit.SHARE,
                    each -> each.abandoned - each.shortAbandoned,
                    each -> each.offered);
            ratio("blocking", "blocked", Unit.SHARE, each -> each.blocked, each -> each.offered);
            percentiles(false, "of all");
            percentiles(true, "of served");
            ratio("handle", "mean handle time", Unit.SECONDS, each -> each.handleOfServed, each -> each.served);
            area("queue", "mean queue length", Unit.NUMBER, each -> each.queueArea);
            area("inService", "mean chats with agents", Unit.NUMBER, each -> each.serviceArea);
            area("rate", "arrivals", Unit.PER_SECOND, each -> each.offered);
            area("offeredLoad", "offered load, Erlang", Unit.NUMBER, each -> each.work);
            Counts counts = new Counts(
                    count(each -> each.offered),
                    count(each -> each.served),
                    count(each -> each.abandoned),
                    count(each -> each.blocked),
                    Math.round(totals.stream()
                            .mapToDouble(each -> each.queueMax)
                            .max()
                            .orElse(0)));
            double longest = totals.stream()
                    .mapToDouble(each -> each.allWaits.max())
                    .max()
                    .orElse(0);
            return new ScopeFigures(name, metrics, counts, longest);
        }

        private void waits() {
            ratio("asa", "mean wait of served (ASA)", Unit.SECONDS, each -> each.waitOfServed, each -> each.served);
            ratio(
                    "meanWait",
                    "mean wait of all",
                    Unit.SECONDS,
                    each -> each.waitOfServed + each.waitOfAbandoned,
                    Totals::entered);
            ratio(
                    "meanWaitDelayed",
                    "mean wait of delayed",
                    Unit.SECONDS,
                    each -> each.waitOfServed + each.waitOfAbandoned,
                    each -> each.delayed);
            ratio(
                    "meanWaitAbandoned",
                    "mean wait of abandoned",
                    Unit.SECONDS,
                    each -> each.waitOfAbandoned,
                    each -> each.abandoned);
            ratio("waiting", "P(wait > 0)", Unit.SHARE, each -> each.delayed, Totals::entered);
        }

        private void serviceLevels() {
            for (int i = 0; i < plan.thresholdsNanos().size(); i++) {
                int at = i;
                double seconds = plan.thresholdsNanos().get(i) / 1e9;
                level(
                        Level.WITHOUT_SHORT,
                        seconds,
                        each -> each.servedWithin[at],
                        each -> each.offered - each.abandonedWithin[at]);
                level(Level.OF_OFFERED, seconds, each -> each.servedWithin[at], each -> each.offered);
                level(Level.OF_SERVED, seconds, each -> each.servedWithin[at], each -> each.served);
                level(
                        Level.WITH_ABANDONED,
                        seconds,
                        each -> each.servedWithin[at] + each.abandonedWithin[at],
                        each -> each.offered);
            }
        }

        private void level(
                Level level, double seconds, ToDoubleFunction<Totals> numerator, ToDoubleFunction<Totals> denominator) {
            String title = "served within T = " + seconds + " s " + level.title;
            ratio(serviceLevel(level, seconds), title, Unit.SHARE, numerator, denominator);
        }

        private void percentiles(boolean ofServed, String title) {
            List<Waits> parts = totals.stream()
                    .map(each -> ofServed ? each.servedWaits : each.allWaits)
                    .toList();
            long[] pooled = parts.stream()
                    .flatMapToLong(each -> Arrays.stream(each.sorted()))
                    .toArray();
            Waits whole = Waits.of(parts.stream().mapToLong(Waits::zeros).sum(), pooled);
            for (double share : SHARES) {
                double[] sections =
                        parts.stream().mapToDouble(each -> each.quantile(share)).toArray();
                Estimate estimate = Estimate.sectioned(whole.quantile(share), sections, whole.count());
                String key = percentile(share, ofServed);
                String name = key.replaceFirst("p", "P").replace("Served", "") + " of the wait " + title;
                metrics.put(key, new Metric(key, name, Unit.SECONDS, estimate));
            }
        }

        private void area(String key, String title, Unit unit, ToDoubleFunction<Totals> numerator) {
            put(key, title, unit, numerator, each -> each.window, count(each -> each.offered));
        }

        private void ratio(
                String key,
                String title,
                Unit unit,
                ToDoubleFunction<Totals> numerator,
                ToDoubleFunction<Totals> denominator) {
            put(key, title, unit, numerator, denominator, count(denominator));
        }

        private void put(
                String key,
                String title,
                Unit unit,
                ToDoubleFunction<Totals> numerator,
                ToDoubleFunction<Totals> denominator,
                long n) {
            Estimate estimate = Estimate.ratio(
                    totals.stream().mapToDouble(numerator).toArray(),
                    totals.stream().mapToDouble(denominator).toArray(),
                    n);
            metrics.put(key, new Metric(key, title, unit, estimate));
        }

        private long count(ToDoubleFunction<Totals> of) {
            return Math.round(totals.stream().mapToDouble(of).sum());
        }
    }
}

package dev.switchboard.loadtest.report;

import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that is told about a run.
 *
 * @param setup the options as they were, by name
 * @param ending how it ended: "complete", or why before that
 * @param wall real time from the first to the last of the load
 * @param compression model seconds per real second
 */
public record RunReport(
        Map<String, String> setup,
        Map<String, String> machine,
        Instant startedAt,
        Duration wall,
        String ending,
        double compression,
        Measurements.Summary figures,
        Findings findings,
        Use use,
        Chaos chaos) {

    /**
     * What the two processes used while the load lasted.
     *
     * @param serverCpu zero for a server that is not our child
     */
    public record Use(
            Duration generatorCpu, Duration serverCpu, int processors, long collections, Duration collecting) {}

    /**
     * Kills on purpose.
     *
     * @param rows one per round, under {@link #HEADER}
     * @param complete whether everything came back after each
     */
    public record Chaos(List<String> rows, int planned, boolean complete) {

        /** For a run without kills. */
        public static final Chaos NONE = new Chaos(List.of(), 0, true);

        /** What the columns of a row are. */
        public static final String HEADER = "round      after  killed                     ready        back";
    }

    /** Timers of the server that run in real time, whatever the compression. */
    public static final String TIMERS_NOT_COMPRESSED =
            "offer timeout, pause before the same agent is asked again, grace of agents and customers, heartbeats,"
                    + " node lost after, place updates, rate limits, token life";

    private static final double GENERATOR_SHARE_MAX = 0.7;
    private static final double FAILED_SHARE_MAX = 0.01;
    private static final Duration LATENESS_MIN = Duration.ofMillis(5);

    /** Latest a planned arrival may be at P99.9: 1 % of the service level's threshold in model time, at least 5 ms. */
    public Duration latenessMax() {
        double percent = figures.chats().threshold().toNanos() / 100.0 / compression;
        return Duration.ofNanos(Math.max(LATENESS_MIN.toNanos(), (long) percent));
    }

    /** Why the figures must not be used; empty for a valid run. */
    public List<String> invalidBecause() {
        List<String> reasons = new ArrayList<>();
        Latencies.Summary lateness = figures.lateness();
        if (lateness.p999Nanos() > latenessMax().toNanos()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "arrivals were late: P99.9 %.1f ms, allowed are %.1f ms",
                    lateness.p999Nanos() / 1e6,
                    latenessMax().toNanos() / 1e6));
        }
        if (generatorShare() > GENERATOR_SHARE_MAX) {
            reasons.add(
                    String.format(Locale.ROOT, "the generator used %.0f %% of the processors", generatorShare() * 100));
        }
        long offered = figures.chats().offered();
        long failed = figures.chats().failed();
        if (failed > offered * FAILED_SHARE_MAX) {
            reasons.add(failed + " of " + offered + " chats failed: those that were left had it easier");
        }
        return reasons;
    }

    /** The generator's part of all processors. */
    public double generatorShare() {
        return share(use.generatorCpu);
    }

    /** The server's part of all processors. */
    public double serverShare() {
        return share(use.serverCpu);
    }

    /** By how much the routing latency lengthens the holding of a slot: k · P99 of start to offer ÷ mean handle time. */
    public double compressionCost() {
        double handle = figures.chats().handleMeanNanos();
        return handle == 0 ? 0 : compression * figures.startToOffer().p99Nanos() / handle;
    }

    private double share(Duration cpu) {
        double available = (double) wall.toNanos() * use.processors;
        return available == 0 ? 0 : cpu.toNanos() / available;
    }
}

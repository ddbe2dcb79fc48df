package dev.switchboard.loadtest.report;

import dev.switchboard.loadtest.measure.ChatFigures;
import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Findings;
import dev.switchboard.loadtest.verify.Promise;
import java.util.Locale;
import java.util.Map;

/** The report for people. */
public final class TextReport {

    private static final int VIOLATIONS_SHOWN_MAX = 20;

    private final RunReport report;
    private final StringBuilder out = new StringBuilder();

    private TextReport(RunReport report) {
        this.report = report;
    }

    /** The text, ending in a line break. */
    public static String write(RunReport report) {
        TextReport text = new TextReport(report);
        text.head();
        text.chats(report.figures().chats());
        text.latencies(report.figures());
        text.use(report.figures());
        text.chaos(report.chaos());
        text.checks(report.findings());
        text.verdict();
        return text.out.toString();
    }

    private void head() {
        line(
                "Load test: %s after %.1f s, started %s",
                report.ending(), report.wall().toMillis() / 1e3, report.startedAt());
        report.setup().forEach((name, value) -> line("  %-18s %s", name, value));
        report.machine().forEach((name, value) -> line("  %-18s %s", name, value));
        if (report.compression() != 1) {
            line("");
            line(
                    "Waits and handle times are model time: %s model seconds per real second.",
                    number(report.compression()));
            line("Real time all the same: %s.", RunReport.TIMERS_NOT_COMPRESSED);
        }
    }

    private void chats(ChatFigures.Summary chats) {
        line("");
        line("Chats");
        line(
                "  offered %d · served %d · abandoned %d · blocked %d · failed %d · in progress %d",
                chats.offered(),
                chats.served(),
                chats.abandoned(),
                chats.blocked(),
                chats.failed(),
                chats.inProgress());
        counts("failed", chats.failures());
        line("  ASA %s (n = %d)", seconds(Math.round(chats.waitServed().meanNanos())), chats.served());
        line(
                "  service level %s in %s: served within ÷ (offered − abandoned within)",
                percent(chats.serviceLevel()), seconds(chats.threshold().toNanos()));
        waits("wait of served", chats.waitServed());
        waits("wait of abandoned", chats.waitAbandoned());
        waits("wait of all", chats.waitAll());
        line("  mean handle time %s", seconds(Math.round(chats.handleMeanNanos())));
    }

    private void latencies(Measurements.Summary figures) {
        line("");
        line("Latency, real time                n      P50      P90      P99    P99.9      max   (ms)");
        latency("start to offer, agent free", figures.startToOffer());
        latency("assignment to customer", figures.delivery());
        latency("message", figures.message());
        latency("acknowledgement", figures.ack());
        latency("lateness of arrivals", figures.lateness());
        line(
                "  messages sent %d, acknowledged %d; reconnects %d",
                figures.messagesSent(), figures.messagesAcked(), figures.reconnects());
        counts("messages given up", figures.sendFailures());
        if (report.compression() != 1) {
            line(
                    "  k · start to offer P99 ÷ handle time = %.4f; keep it below (1 − utilisation) ÷ 50",
                    report.compressionCost());
        }
    }

    private void use(Measurements.Summary figures) {
        line("");
        line(
                "Occupancy: slots %s, agents %s, %.2f chats while busy",
                percent(figures.occupancy().slots()),
                percent(figures.occupancy().agents()),
                figures.occupancy().concurrencyWhileBusy());
        line(
                "Processors (%d): generator %s, server %s; generator's collections %d in %d ms, longest standstill %.1f ms",
                report.use().processors(),
                percent(report.generatorShare()),
                report.use().serverCpu().isZero() ? "unknown" : percent(report.serverShare()),
                report.use().collections(),
                report.use().collecting().toMillis(),
                figures.stallMaxNanos() / 1e6);
    }

    private void chaos(RunReport.Chaos chaos) {
        if (chaos.planned() == 0) {
            return;
        }
        line("");
        line(
                "Kills: %d of %d rounds, %s",
                chaos.rows().size(), chaos.planned(), chaos.complete() ? "all came back" : "NOT COMPLETE");
        line("  %s", RunReport.Chaos.HEADER);
        chaos.rows().forEach(row -> line("  %s", row));
    }

    private void checks(Findings findings) {
        line("");
        line("Checks");
        for (Promise promise : Promise.values()) {
            long violations = findings.violationCount(promise);
            line(
                    "  %-4s %-16s %8d checked, %d violations: %s",
                    violations > 0 ? "FAIL" : findings.checkedCount(promise) == 0 ? "none" : "ok",
                    promise,
                    findings.checkedCount(promise),
                    violations,
                    promise.text());
        }
        findings.violations().stream()
                .limit(VIOLATIONS_SHOWN_MAX)
                .forEach(violation -> line("  %s: %s", violation.promise(), violation.what()));
    }

    private void verdict() {
        line("");
        report.invalidBecause().forEach(reason -> line("INVALID: %s", reason));
        if (!report.findings().clean()) {
            line("A promise was broken.");
        } else if (report.invalidBecause().isEmpty()) {
            line("All promises that were checked held.");
        }
    }

    private void waits(String name, Latencies.Summary waits) {
        if (waits.count() > 0) {
            line(
                    "  %-18s P50 %s  P90 %s  P99 %s  max %s  (n = %d)",
                    name,
                    seconds(waits.p50Nanos()),
                    seconds(waits.p90Nanos()),
                    seconds(waits.p99Nanos()),
                    seconds(waits.maxNanos()),
                    waits.count());
        }
    }

    private void latency(String name, Latencies.Summary times) {
        line(
                "  %-26s %7d %8.2f %8.2f %8.2f %8.2f %8.2f",
                name,
                times.count(),
                times.p50Nanos() / 1e6,
                times.p90Nanos() / 1e6,
                times.p99Nanos() / 1e6,
                times.p999Nanos() / 1e6,
                times.maxNanos() / 1e6);
    }

    private void counts(String what, Map<String, Long> counts) {
        counts.forEach((reason, count) -> line("    %s: %d × %s", what, count, reason));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}

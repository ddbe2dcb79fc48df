package dev.switchboard.loadtest.report;

import dev.switchboard.loadtest.measure.ChatFigures;
import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.verify.Findings;
import dev.switchboard.loadtest.verify.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as JSON. Times in milliseconds; those below {@code wait} and {@code handle} are model time, all others real.
 * Names are kept once given; what is added raises nothing, what changes its meaning raises the schema's number.
 */
public final class JsonReport {

    /** Name and number of the schema. */
    public static final String SCHEMA = "switchboard-loadtest/1";

    private JsonReport() {}

    /** The text of the file. */
    public static String write(RunReport report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("startedAt", report.startedAt().toString());
        root.put("wallSeconds", report.wall().toMillis() / 1e3);
        root.put("ending", report.ending());
        root.put("valid", report.invalidBecause().isEmpty());
        root.put("invalidBecause", report.invalidBecause());
        root.put("setup", report.setup());
        root.put("machine", report.machine());
        root.put("compression", report.compression());
        root.put("timersNotCompressed", RunReport.TIMERS_NOT_COMPRESSED);
        root.put("chats", chats(report.figures().chats()));
        root.put("latency", latency(report));
        root.put("messages", messages(report.figures()));
        root.put("occupancy", occupancy(report.figures()));
        root.put("use", use(report));
        root.put("checks", checks(report.findings()));
        root.put("chaos", chaos(report.chaos()));
        return Json.write(root);
    }

    private static Map<String, Object> chats(ChatFigures.Summary chats) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("offered", chats.offered());
        out.put("served", chats.served());
        out.put("abandoned", chats.abandoned());
        out.put("blocked", chats.blocked());
        out.put("failed", chats.failed());
        out.put("failures", chats.failures());
        out.put("inProgress", chats.inProgress());
        out.put("abandonmentRate", chats.offered() == 0 ? 0.0 : (double) chats.abandoned() / chats.offered());
        out.put("asaMs", chats.waitServed().meanNanos() / 1e6);
        out.put("thresholdMs", chats.threshold().toMillis());
        Map<String, Object> level = new LinkedHashMap<>();
        level.put("servedWithinOfOfferedWithoutShortAbandons", chats.serviceLevel());
        level.put("servedWithinOfOffered", chats.serviceLevelOfOffered());
        level.put("servedWithinOfServed", chats.serviceLevelOfServed());
        level.put("servedOrAbandonedWithinOfOffered", chats.serviceLevelWithAbandoned());
        out.put("serviceLevel", level);
        Map<String, Object> wait = new LinkedHashMap<>();
        wait.put("served", times(chats.waitServed()));
        wait.put("abandoned", times(chats.waitAbandoned()));
        wait.put("all", times(chats.waitAll()));
        out.put("wait", wait);
        out.put("handle", Map.of("mean", chats.handleMeanNanos() / 1e6));
        return out;
    }

    private static Map<String, Object> latency(RunReport report) {
        Measurements.Summary figures = report.figures();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("startToOffer", times(figures.startToOffer()));
        out.put("delivery", times(figures.delivery()));
        out.put("message", times(figures.message()));
        out.put("ack", times(figures.ack()));
        out.put("lateness", times(figures.lateness()));
        out.put("latenessMaxMs", report.latenessMax().toNanos() / 1e6);
        out.put("generatorStallMaxMs", figures.stallMaxNanos() / 1e6);
        out.put("compressionCost", report.compressionCost());
        return out;
    }

    private static Map<String, Object> messages(Measurements.Summary figures) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("sent", figures.messagesSent());
        out.put("acknowledged", figures.messagesAcked());
        out.put("givenUp", figures.sendFailures());
        out.put("reconnects", figures.reconnects());
        return out;
    }

    private static Map<String, Object> occupancy(Measurements.Summary figures) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("slots", figures.occupancy().slots());
        out.put("agents", figures.occupancy().agents());
        out.put("concurrencyWhileBusy", figures.occupancy().concurrencyWhileBusy());
        return out;
    }

    private static Map<String, Object> use(RunReport report) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("processors", report.use().processors());
        out.put("generatorCpuSeconds", report.use().generatorCpu().toMillis() / 1e3);
        out.put("generatorShare", report.generatorShare());
        out.put("serverCpuSeconds", report.use().serverCpu().toMillis() / 1e3);
        out.put("serverShare", report.serverShare());
        out.put("generatorCollections", report.use().collections());
        out.put("generatorCollectingMs", report.use().collecting().toMillis());
        return out;
    }

    private static Map<String, Object> checks(Findings findings) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (Promise promise : Promise.values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("promise", promise.text());
            one.put("checked", findings.checkedCount(promise));
            one.put("violations", findings.violationCount(promise));
            out.put(promise.name(), one);
        }
        List<Object> violations = new ArrayList<>();
        for (Findings.Violation violation : findings.violations()) {
            violations.add(Map.of("promise", violation.promise().name(), "what", violation.what()));
        }
        out.put("firstViolations", violations);
        return out;
    }

    private static Map<String, Object> chaos(RunReport.Chaos chaos) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("planned", chaos.planned());
        out.put("complete", chaos.complete());
        out.put("rounds", chaos.rows());
        return out;
    }

    private static Map<String, Object> times(Latencies.Summary times) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("count", times.count());
        out.put("mean", times.meanNanos() / 1e6);
        out.put("p50", times.p50Nanos() / 1e6);
        out.put("p80", times.p80Nanos() / 1e6);
        out.put("p90", times.p90Nanos() / 1e6);
        out.put("p95", times.p95Nanos() / 1e6);
        out.put("p99", times.p99Nanos() / 1e6);
        out.put("p999", times.p999Nanos() / 1e6);
        out.put("max", times.maxNanos() / 1e6);
        return out;
    }
}

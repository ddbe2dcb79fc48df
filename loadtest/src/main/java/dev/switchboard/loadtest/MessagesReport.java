package dev.switchboard.loadtest;

import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.loadtest.raw.MessageRun;
import dev.switchboard.loadtest.raw.MessageRun.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What {@code messages} tells. */
final class MessagesReport {

    private MessagesReport() {}

    static String head(int pairs, MessageRun.Plan plan, boolean pinned) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "Messages: %d pairs, %d characters, %s, %s%n",
                pairs,
                plan.chars(),
                plan.perSecond() == 0
                        ? plan.inFlight() + " in flight per client"
                        : String.format(Locale.ROOT, "%.0f a second at random moments", plan.perSecond()),
                pinned ? "server on processor 0, Redis and clients on 1" : "not pinned"));
        Machine.describe().forEach((name, value) -> out.append(String.format("  %-18s %s%n", name, value)));
        return out.toString();
    }

    static String body(List<Window> windows) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "%n%-8s %10s %8s %7s %7s %7s   %7s %8s %8s   %7s %8s %8s %8s   %7s%n",
                "window",
                "messages/s",
                "µs/msg",
                "server%",
                "redis%",
                "own%",
                "ack P50",
                "P99",
                "max",
                "del P50",
                "P99",
                "P99.9",
                "max",
                "late P99"));
        for (int i = 0; i < windows.size(); i++) {
            out.append(row(Integer.toString(i + 1), List.of(windows.get(i))));
        }
        out.append(row("median", windows));
        out.append(
                "µs/msg: processor time of the server per message, without Redis. ack: planned → acknowledged, del: planned"
                        + " → the other side has it, late: planned → sent; milliseconds.\n"
                        + "Every message was acknowledged and delivered once and in order.\n");
        return out.toString();
    }

    private static String row(String name, List<Window> of) {
        return String.format(
                Locale.ROOT,
                "%-8s %10.0f %8.1f %7.0f %7.0f %7.0f   %7.3f %8.3f %8.3f   %7.3f %8.3f %8.3f %8.3f   %7.3f%n",
                name,
                median(of, window -> window.acknowledged() / seconds(window)),
                median(of, window -> window.use().server().toNanos() / 1e3 / Math.max(1, window.acknowledged())),
                median(of, window -> share(window, window.use().server().toNanos())),
                median(of, window -> share(window, window.use().redis().toNanos())),
                median(of, window -> share(window, window.use().own().toNanos())),
                median(of, millis(Window::ack, Latencies.Summary::p50Nanos)),
                median(of, millis(Window::ack, Latencies.Summary::p99Nanos)),
                median(of, millis(Window::ack, Latencies.Summary::maxNanos)),
                median(of, millis(Window::delivery, Latencies.Summary::p50Nanos)),
                median(of, millis(Window::delivery, Latencies.Summary::p99Nanos)),
                median(of, millis(Window::delivery, Latencies.Summary::p999Nanos)),
                median(of, millis(Window::delivery, Latencies.Summary::maxNanos)),
                median(of, millis(Window::lateness, Latencies.Summary::p99Nanos)));
    }

    private static ToDoubleFunction<Window> millis(
            Function<Window, Latencies.Summary> times, ToLongFunction<Latencies.Summary> figure) {
        return window -> figure.applyAsLong(times.apply(window)) / 1e6;
    }

    private static double seconds(Window window) {
        return window.length().toNanos() / 1e9;
    }

    private static double share(Window window, long nanos) {
        return 100.0 * nanos / window.length().toNanos();
    }

    private static double median(List<Window> windows, ToDoubleFunction<Window> figure) {
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }
}

package dev.switchboard.loadtest;

import dev.switchboard.loadtest.raw.OfferRun;
import dev.switchboard.loadtest.raw.OfferRun.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What {@code offers} tells. */
final class OffersReport {

    private OffersReport() {}

    static String head(int agents, int capacity, int customers, OfferRun.Plan plan, boolean pinned) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "Offers: %d agents with room for %d, %d customers, %.0f chats a second of %.1f s, %s%n",
                agents,
                capacity,
                customers,
                plan.perSecond(),
                plan.hold().toMillis() / 1e3,
                pinned ? "server on processor 0, Redis and clients on 1" : "not pinned"));
        Machine.describe().forEach((name, value) -> out.append(String.format("  %-18s %s%n", name, value)));
        return out.toString();
    }

    static String body(List<Window> windows) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "%n%-8s %8s %8s %7s %7s %7s   %9s %8s %8s %8s %8s   %9s %8s   %8s%n",
                "window",
                "offers",
                "µs/chat",
                "server%",
                "redis%",
                "own%",
                "offer P50",
                "P90",
                "P99",
                "P99.9",
                "max",
                "agent P50",
                "P99",
                "late P99"));
        for (int i = 0; i < windows.size(); i++) {
            out.append(row(i < windows.size() - 1 ? Integer.toString(i + 1) : "all", windows.get(i)));
        }
        out.append("µs/chat: processor time of the server for a chat from start to end, without Redis. offer: planned"
                + " start → the offer is on an agent's socket, agent: accepted → the customer sees the agent, late:"
                + " planned → sent; milliseconds.\nEvery chat was offered once, accepted and ended.\n");
        return out.toString();
    }

    private static String row(String name, Window window) {
        return String.format(
                Locale.ROOT,
                "%-8s %8d %8.0f %7.0f %7.0f %7.0f   %9.3f %8.3f %8.3f %8.3f %8.3f   %9.3f %8.3f   %8.3f%n",
                name,
                window.offer().count(),
                window.use().server().toNanos()
                        / 1e3
                        / Math.max(1, window.offer().count()),
                share(window, window.use().server()),
                share(window, window.use().redis()),
                share(window, window.use().own()),
                window.offer().p50Nanos() / 1e6,
                window.offer().p90Nanos() / 1e6,
                window.offer().p99Nanos() / 1e6,
                window.offer().p999Nanos() / 1e6,
                window.offer().maxNanos() / 1e6,
                window.agent().p50Nanos() / 1e6,
                window.agent().p99Nanos() / 1e6,
                window.lateness().p99Nanos() / 1e6);
    }

    private static double share(Window window, Duration used) {
        return 100.0 * used.toNanos() / window.length().toNanos();
    }
}

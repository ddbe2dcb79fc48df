package dev.switchboard.loadtest;

import dev.switchboard.loadtest.actor.Floor;
import java.io.PrintWriter;
import java.util.Locale;

/** A line every second that says where the run stands. */
final class ProgressLine {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final long startNanos;
    private final int agents;
    private long dueNanos;

    ProgressLine(PrintWriter out, int agents, long startNanos) {
        this.out = out;
        this.startNanos = startNanos;
        this.agents = agents;
        dueNanos = startNanos;
    }

    boolean due(long nowNanos) {
        return nowNanos >= dueNanos;
    }

    void show(Floor.Progress progress, long nowNanos) {
        dueNanos = nowNanos + EVERY_NANOS;
        out.println(String.format(
                Locale.ROOT,
                "%6.0f s  offered %d  served %d  abandoned %d  waiting %d  open %d  agents %d/%d  messages %d",
                (nowNanos - startNanos) / 1e9,
                progress.offered(),
                progress.served(),
                progress.abandoned(),
                progress.waiting(),
                progress.open(),
                progress.agentsReady(),
                agents,
                progress.messagesAcked()));
        out.flush();
    }
}

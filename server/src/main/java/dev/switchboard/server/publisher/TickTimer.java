package dev.switchboard.server.publisher;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingView;
import org.jspecify.annotations.Nullable;

/**
 * Lets core time advance when a timer of the core is due and nobody else's command comes: appends a tick. The publisher
 * does so at once, the others a little later, one after the other, and only if none has come.
 */
final class TickTimer {
    static final long RANK_MS = 40;
    static final long RANK_MAX_MS = 120;
    private static final long NOT_READY_MS = 500;

    private final Loop loop;
    private final ControlPath control;
    private Loop.@Nullable Timer timer;
    private long timerDueMs;
    private boolean underWay;
    /** When the last entry was applied: from then on core time is reckoned to run with the loop's. */
    private long appliedMs;

    TickTimer(Loop loop, ControlPath control) {
        this.loop = loop;
        this.control = control;
    }

    /** An entry was applied, or the state was replaced. */
    void onApplied() {
        appliedMs = loop.nowMs();
        arm();
    }

    private void arm() {
        long wait = waitMs();
        if (wait == Long.MAX_VALUE || underWay) {
            return;
        }
        long dueMs = loop.nowMs() + wait;
        if (timer != null && timerDueMs <= dueMs) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerDueMs = dueMs;
        timer = loop.schedule(wait, this::onTimer);
    }

    /** Until the next core timer is due and this node's turn has come to say so. */
    private long waitMs() {
        RoutingView view = control.view();
        long nextMs = view.nextTimerMs();
        int rank = view.nodes().indexOf(control.node());
        if (nextMs == Long.MAX_VALUE || rank < 0) {
            return Long.MAX_VALUE;
        }
        long sinceMs = loop.nowMs() - appliedMs;
        long untilMs = Math.max(0, nextMs - view.timeMs() - sinceMs);
        return untilMs + Math.min(RANK_MAX_MS, rank * RANK_MS);
    }

    private void onTimer() {
        timer = null;
        RoutingView view = control.view();
        long nowMs = view.timeMs() + loop.nowMs() - appliedMs;
        if (view.nextTimerMs() > nowMs) {
            arm();
        } else if (!control.ready()) {
            again(NOT_READY_MS);
        } else {
            underWay = true;
            var unused = control.submit(new Command.Tick()).whenComplete((outcome, failure) -> {
                underWay = false;
                // Not at once: by the log's clock the timer may not be quite due yet.
                again(failure == null ? 1 : NOT_READY_MS);
            });
        }
    }

    private void again(long delayMs) {
        if (timer != null) {
            timer.cancel();
        }
        timerDueMs = loop.nowMs() + delayMs;
        timer = loop.schedule(delayMs, this::onTimer);
    }
}

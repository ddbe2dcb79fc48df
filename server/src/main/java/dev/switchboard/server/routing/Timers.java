package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are set. Nearly all are set with one of a few delays: those of the queues' rules. Core time never goes back, so
 * of two timers with the same delay the one set first is due first, and a lane for each delay is in order without any sorting:
 * to set a timer or to cancel it costs the same with ten as with a million. Only the lanes' first ones are compared.
 */
final class Timers {
    /** So many lanes may be kept empty, for the next timer with that delay; more are forgotten when they become empty. */
    static final int EMPTY_LANES_MAX = 1_024;

    private static final Comparator<Lane> BY_FIRST = (a, b) -> Timer.ORDER.compare(a.first(), b.first());

    private final CoreState state;
    private final HashMap<Long, Lane> byDelay = new HashMap<>();
    /** Those that are not empty. */
    private final Heap<Lane> lanes = new Heap<>(lane -> lane.first().dueMs, BY_FIRST);
    /** Those that came with a snapshot: in order too, but nobody knows their delays. */
    private final Lane restored = new Lane(0);

    private long nextId = 1;

    /** Timers in the order in which they fire. */
    static final class Lane extends Heap.Entry {
        private final long delayMs;
        private @Nullable Timer head;
        private @Nullable Timer tail;

        private Lane(long delayMs) {
            this.delayMs = delayMs;
        }

        private Timer first() {
            if (head == null) {
                throw new IllegalStateException("an empty lane is compared");
            }
            return head;
        }

        /** {@return whether it goes behind all that are there, as it must} */
        private boolean append(Timer timer) {
            Timer before = tail;
            if (before == null) {
                head = timer;
            } else if (Timer.ORDER.compare(before, timer) < 0) {
                before.next = timer;
                timer.previous = before;
            } else {
                return false;
            }
            timer.lane = this;
            tail = timer;
            return true;
        }

        private void remove(Timer timer) {
            Timer before = timer.previous;
            Timer after = timer.next;
            if (before == null) {
                head = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                tail = before;
            } else {
                after.previous = before;
            }
            timer.previous = null;
            timer.next = null;
            timer.lane = null;
        }
    }

    Timers(CoreState state) {
        this.state = state;
    }

    /** Sets a timer, or sets it anew. */
    void set(Timer timer, long dueMs) {
        cancel(timer);
        long delayMs = dueMs - state.timeMs;
        Lane lane = byDelay.get(delayMs);
        if (lane == null) {
            lane = new Lane(delayMs);
            byDelay.put(delayMs, lane);
        }
        CoreState.ensure(append(lane, timer, dueMs, nextId++), "core time went back before", timer.kind);
    }

    private boolean append(Lane lane, Timer timer, long dueMs, long id) {
        timer.dueMs = dueMs;
        timer.id = id;
        boolean appended = lane.append(timer);
        if (!lane.inHeap()) {
            lanes.add(lane);
        }
        return appended;
    }

    void cancel(Timer timer) {
        Lane lane = timer.lane;
        if (lane == null) {
            return;
        }
        boolean first = lane.head == timer;
        if (first && lane.tail == timer) {
            lanes.remove(lane);
            lane.remove(timer);
            if (byDelay.size() > EMPTY_LANES_MAX) {
                byDelay.remove(lane.delayMs, lane);
            }
            return;
        }
        lane.remove(timer);
        if (first) {
            lanes.moved(lane);
        }
    }

    void cancelIfSet(@Nullable Timer timer) {
        if (timer != null) {
            cancel(timer);
        }
    }

    /** Takes the next timer due by then, if any. */
    @Nullable
    Timer takeDue(long byMs) {
        Lane lane = lanes.peek();
        if (lane == null || lane.first().dueMs > byMs) {
            return null;
        }
        Timer first = lane.first();
        cancel(first);
        return first;
    }

    long nextDueMs() {
        Lane lane = lanes.peek();
        return lane == null ? Long.MAX_VALUE : lane.first().dueMs;
    }

    List<Timer> sorted() {
        List<Timer> all = new ArrayList<>();
        lanes.forEach(lane -> {
            for (Timer timer = lane.head; timer != null; timer = timer.next) {
                all.add(timer);
            }
        });
        all.sort(Timer.ORDER);
        return all;
    }

    long nextId() {
        return nextId;
    }

    void restoreNextId(long id) {
        nextId = id;
    }

    /** To be called with the timers of a snapshot as {@link #sorted} gave them. */
    void restore(Timer timer, long dueMs, long id) {
        if (timer.running() || !append(restored, timer, dueMs, id)) {
            throw new MalformedBytesException("timers out of order, or one of them twice");
        }
    }

    /** Lanes that are remembered, for tests. */
    int laneCount() {
        return byDelay.size();
    }
}

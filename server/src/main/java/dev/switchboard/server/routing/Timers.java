package dev.switchboard.server.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers that are set. */
final class Timers {
    private final Heap<Timer> heap = new Heap<>(Timer.ORDER);
    private long nextId = 1;

    /** Sets a timer, or sets it anew. */
    void set(Timer timer, long dueMs) {
        cancel(timer);
        restore(timer, dueMs, nextId++);
    }

    void cancel(Timer timer) {
        if (timer.running()) {
            heap.remove(timer);
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
        Timer first = heap.peek();
        if (first == null || first.dueMs > byMs) {
            return null;
        }
        heap.remove(first);
        return first;
    }

    long nextDueMs() {
        Timer first = heap.peek();
        return first == null ? Long.MAX_VALUE : first.dueMs;
    }

    List<Timer> sorted() {
        return heap.sorted();
    }

    long nextId() {
        return nextId;
    }

    void restoreNextId(long id) {
        nextId = id;
    }

    void restore(Timer timer, long dueMs, long id) {
        timer.dueMs = dueMs;
        timer.id = id;
        heap.add(timer);
    }
}

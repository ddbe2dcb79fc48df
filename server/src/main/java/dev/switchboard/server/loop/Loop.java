package dev.switchboard.server.loop;

import java.util.concurrent.Executor;

/**
 * Clock, timers and the single thread of a node. All state of replica, sessions, delivery and publisher belongs to it, so
 * none of it needs a lock; sockets and Redis live on other threads and hand their results over by {@link #execute}.
 */
public interface Loop extends Executor {
    /** Milliseconds of a clock that never steps; only differences mean something. */
    long nowMs();

    /** Nanoseconds of the same clock, for measuring. */
    long nowNanos();

    /** UTC milliseconds; may step. For display and token times only. */
    long utcMs();

    /** Runs the task on the loop, after all tasks handed over before; from any thread. */
    @Override
    void execute(Runnable task);

    /**
     * As {@link #execute} for work from outside that may be refused: sockets hand over by this, so that a loop that falls
     * behind holds a bounded number of their tasks. Completions of calls made by the loop use {@code execute}.
     *
     * @return false when too many tasks wait; it was not handed over
     */
    default boolean offer(Runnable task) {
        execute(task);
        return true;
    }

    /** Runs the task on the loop after the delay; from the loop only. */
    Timer schedule(long delayMs, Runnable task);

    boolean inLoop();

    /** A task to come. */
    interface Timer {
        /** Harmless when it ran already. From the loop only. */
        void cancel();
    }
}

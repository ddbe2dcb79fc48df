package dev.switchboard.loadtest.actor;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in the calling thread. */
final class VirtualActorLoop implements ActorLoop {

    private static final class Task {
        final long atNanos;
        final long rank;
        final Runnable work;
        boolean cancelled;

        Task(long atNanos, long rank, Runnable work) {
            this.atNanos = atNanos;
            this.rank = rank;
            this.work = work;
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.atNanos).thenComparingLong(task -> task.rank));
    private long nowNanos;
    private long ranks;

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Timer at(long nanoTime, Runnable work) {
        Task task = new Task(Math.max(nowNanos, nanoTime), ranks++, work);
        tasks.add(task);
        return () -> task.cancelled = true;
    }

    @Override
    public void execute(Runnable work) {
        Timer unused = at(nowNanos, work);
    }

    /** Runs everything that is due until then. */
    void runUntil(long endNanos) {
        while (!tasks.isEmpty() && tasks.peek().atNanos <= endNanos) {
            Task task = tasks.remove();
            // After a standstill much is overdue; time does not go back for it.
            nowNanos = Math.max(nowNanos, task.atNanos);
            if (!task.cancelled) {
                task.work.run();
            }
        }
        nowNanos = endNanos;
    }

    /** As if the thread had not been scheduled for so long. */
    void stall(long nanos) {
        nowNanos += nanos;
    }
}

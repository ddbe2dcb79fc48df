package dev.switchboard.server.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time for any number of loops in one thread. Tasks run in order of their time and, within a millisecond, in the
 * order in which they were handed over, so a run is a function of the seed and of what the test does. Nothing runs unless
 * the test lets time pass.
 */
public final class SimWorld {
    /** UTC at the world's beginning: 2026-01-05T08:00:00Z, a Monday. */
    public static final long START_UTC_MS = 1_767_600_000_000L;

    private final long seed;
    private final Random random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueMs).thenComparingLong(Task::order));
    private final List<Runnable> checks = new ArrayList<>();
    private long nowMs = 1;
    private long taskCount;

    @Nullable
    SimLoop current;

    public SimWorld(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public SimLoop newLoop(String name) {
        return new SimLoop(this, name);
    }

    public long seed() {
        return seed;
    }

    /** The seed's random numbers; draw faults and delays from it. */
    public Random random() {
        return random;
    }

    public long nowMs() {
        return nowMs;
    }

    /** The true UTC time: use it as the stores' clock. */
    public long utcMs() {
        return START_UTC_MS + nowMs;
    }

    /** Runs after every task: a place for checks that must hold always. */
    public void afterEachTask(Runnable check) {
        checks.add(check);
    }

    /** Lets time pass and runs everything that falls due. */
    public void runFor(long ms) {
        long endMs = nowMs + ms;
        while (!tasks.isEmpty() && tasks.element().dueMs() <= endMs) {
            runNext();
        }
        nowMs = endMs;
    }

    /** Lets time pass until the condition holds; fails when it does not within the limit. */
    public void runUntil(BooleanSupplier condition, long limitMs) {
        long endMs = nowMs + limitMs;
        while (!condition.getAsBoolean()) {
            if (tasks.isEmpty() || tasks.element().dueMs() > endMs) {
                nowMs = endMs;
                throw new AssertionError("Still not so after " + limitMs + " ms; " + this);
            }
            runNext();
        }
    }

    Task add(SimLoop loop, long delayMs, Runnable run) {
        var task = new Task(nowMs + Math.max(0, delayMs), taskCount++, loop, run);
        tasks.add(task);
        return task;
    }

    void remove(Task task) {
        tasks.remove(task);
    }

    void runAs(SimLoop loop, Runnable run) {
        SimLoop outer = current;
        current = loop;
        try {
            run.run();
        } finally {
            current = outer;
        }
    }

    private void runNext() {
        Task task = tasks.remove();
        nowMs = Math.max(nowMs, task.dueMs());
        if (!task.loop().isStopped()) {
            try {
                runAs(task.loop(), task.run());
                checks.forEach(Runnable::run);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("Failed on loop " + task.loop() + "; " + this, failure);
            }
        }
    }

    /** What is needed to repeat the run up to here. */
    @Override
    public String toString() {
        return "seed " + seed + " at " + nowMs + " ms";
    }

    record Task(long dueMs, long order, SimLoop loop, Runnable run) {}
}

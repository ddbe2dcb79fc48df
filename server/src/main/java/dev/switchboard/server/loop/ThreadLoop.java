package dev.switchboard.server.loop;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop in production: one thread named {@code sb-loop}.
 *
 * <p>Tasks handed over from other threads wait in one queue, in order. Its bound is for those who may be told "no":
 * {@link #offer} refuses beyond it, and sockets stop reading. {@link #execute} is never refused, because the completion of
 * a call lost would leave its caller waiting for ever; these tasks are bounded by the calls that may be in flight.
 *
 * <p>A task that throws is a bug: it is logged, told to the callback, and the loop goes on, so that the callback can end
 * the process in an orderly way.
 */
public final class ThreadLoop implements Loop, AutoCloseable {
    /** Tasks waiting beyond which {@link #offer} refuses: about a second of work. */
    public static final int OFFERED_MAX = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

    private final Thread thread;
    private final int offeredMax;
    private final Consumer<Throwable> fatal;
    private final long startNanos = System.nanoTime();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
    private boolean stopping;

    /** Of the loop's thread alone. */
    private final TreeSet<Scheduled> timers =
            new TreeSet<>(Comparator.comparingLong(Scheduled::dueNanos).thenComparingLong(Scheduled::order));

    private ArrayDeque<Runnable> running = new ArrayDeque<>();
    private long scheduledCount;

    private ThreadLoop(int offeredMax, Consumer<Throwable> fatal) {
        this.offeredMax = offeredMax;
        this.fatal = fatal;
        this.thread = new Thread(this::run, "sb-loop");
    }

    /** @param fatal told, on the loop, of every exception that a task lets out */
    public static ThreadLoop start(Consumer<Throwable> fatal) {
        return start(OFFERED_MAX, fatal);
    }

    static ThreadLoop start(int offeredMax, Consumer<Throwable> fatal) {
        var loop = new ThreadLoop(offeredMax, fatal);
        loop.thread.start();
        return loop;
    }

    @Override
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos());
    }

    @Override
    public long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public long utcMs() {
        return System.currentTimeMillis();
    }

    @Override
    public void execute(Runnable task) {
        handOver(task, Integer.MAX_VALUE);
    }

    @Override
    public boolean offer(Runnable task) {
        return handOver(task, offeredMax);
    }

    private boolean handOver(Runnable task, int max) {
        lock.lock();
        try {
            if (stopping || handedOver.size() >= max) {
                return false;
            }
            handedOver.add(task);
            if (handedOver.size() == 1) {
                arrived.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tasks handed over that have not begun, without those of the batch that is running. */
    public int waiting() {
        lock.lock();
        try {
            return handedOver.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (!inLoop()) {
            throw new IllegalStateException("Timers are set on the loop only");
        }
        long dueNanos = nowNanos() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, delayMs));
        var timer = new Scheduled(dueNanos, scheduledCount++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** Runs what was handed over before, drops timers and what comes later, and waits for the thread (unless called on it). */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        if (!inLoop()) {
            join();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (takeHandedOver()) {
            runTimers();
            // A batch of what had arrived; timers that fall due meanwhile come after it.
            Runnable task;
            while ((task = running.poll()) != null) {
                runOne(task);
            }
        }
    }

    /** Waits for a task or a timer; false when the loop is to end. */
    private boolean takeHandedOver() {
        lock.lock();
        try {
            while (handedOver.isEmpty() && !stopping) {
                long waitNanos =
                        timers.isEmpty() ? Long.MAX_VALUE : timers.first().dueNanos() - nowNanos();
                if (waitNanos <= 0) {
                    break;
                }
                long unused = arrived.awaitNanos(waitNanos);
            }
            ArrayDeque<Runnable> empty = running;
            running = handedOver;
            handedOver = empty;
            return !running.isEmpty() || !stopping;
        } catch (InterruptedException notOurs) {
            LOG.warn("Somebody interrupted the loop; it goes on");
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void runTimers() {
        long nowNanos = nowNanos();
        while (!timers.isEmpty() && timers.first().dueNanos() <= nowNanos) {
            Scheduled due = timers.first();
            timers.remove(due);
            runOne(due.task());
        }
    }

    private void runOne(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            LOG.error("A task on the loop failed", bug);
            tellFatal(bug);
        }
    }

    private void tellFatal(Throwable bug) {
        try {
            fatal.accept(bug);
        } catch (Throwable another) {
            LOG.error("The callback for failed tasks failed itself", another);
        }
    }

    private record Scheduled(long dueNanos, long order, Runnable task) {}
}

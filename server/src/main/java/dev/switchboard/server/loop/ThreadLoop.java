package dev.switchboard.server.loop;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop in production: one thread of Netty named {@code sb-loop}. With a processor of its own it runs the loop alone;
 * where the machine has no other, it serves the sockets as well, because each change from thread to thread costs as much
 * as the work on a message.
 *
 * <p>Tasks handed over wait in one queue, in order. Its bound is for those who may be told "no":
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

    private final SocketThreads threads;
    private final EventLoop thread;
    private final int offeredMax;
    private final Consumer<Throwable> fatal;
    private final long startNanos = System.nanoTime();
    private final AtomicInteger waiting = new AtomicInteger();

    private ThreadLoop(int offeredMax, Consumer<Throwable> fatal) {
        this.threads = SocketThreads.start(1, "sb-loop");
        this.thread = threads.group().next();
        this.offeredMax = offeredMax;
        this.fatal = fatal;
    }

    /** @param fatal told, on the loop, of every exception that a task lets out */
    public static ThreadLoop start(Consumer<Throwable> fatal) {
        return start(OFFERED_MAX, fatal);
    }

    static ThreadLoop start(int offeredMax, Consumer<Throwable> fatal) {
        return new ThreadLoop(offeredMax, fatal);
    }

    /** The loop's thread, for sockets that it is to serve too. */
    public SocketThreads threads() {
        return threads;
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
        handOver(task);
    }

    @Override
    public boolean offer(Runnable task) {
        return waiting.get() < offeredMax && handOver(task);
    }

    private boolean handOver(Runnable task) {
        waiting.incrementAndGet();
        try {
            thread.execute(() -> {
                waiting.decrementAndGet();
                runOne(task);
            });
            return true;
        } catch (RejectedExecutionException closed) {
            waiting.decrementAndGet();
            return false;
        }
    }

    /** Tasks handed over that have not begun. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (!inLoop()) {
            throw new IllegalStateException("Timers are set on the loop only");
        }
        Future<?> timer = thread.schedule(() -> runOne(task), Math.max(0, delayMs), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public boolean inLoop() {
        return thread.inEventLoop();
    }

    /** Runs what was handed over before, drops timers and what comes later, and waits for the thread (unless called on it). */
    @Override
    public void close() {
        threads.close();
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
}

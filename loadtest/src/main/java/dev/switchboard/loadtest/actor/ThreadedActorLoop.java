package dev.switchboard.loadtest.actor;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real thread, {@code lt-actors}. What a task throws is a bug of the load test: it is logged and ends the run. */
public final class ThreadedActorLoop implements ActorLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedActorLoop.class);

    private final ScheduledThreadPoolExecutor executor;
    private final CompletableFuture<Void> broken = new CompletableFuture<>();

    public ThreadedActorLoop() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lt-actors");
            thread.setDaemon(true);
            return thread;
        });
        // Most timers (patience) are cancelled; they must not pile up until their time.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // Closed: clients that are closing after us have nothing to tell any more.
            LOG.trace("Too late", e);
        }
    }

    @Override
    public Timer at(long nanoTime, Runnable task) {
        long delay = Math.max(0, nanoTime - System.nanoTime());
        try {
            Future<?> future = executor.schedule(guarded(task), delay, TimeUnit.NANOSECONDS);
            return () -> {
                boolean unused = future.cancel(false);
            };
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Runs something on the loop and hands its result out. */
    public <T> Future<T> ask(Callable<T> question) {
        return executor.submit(question);
    }

    /** Completes exceptionally when a task failed; the run is worthless then. */
    public CompletableFuture<Void> broken() {
        return broken;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | java.lang.Error e) {
                LOG.error("A fault of the load test", e);
                broken.completeExceptionally(e);
            }
        };
    }
}

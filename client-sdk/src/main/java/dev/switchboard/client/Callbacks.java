package dev.switchboard.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one client's callbacks and completes its futures, one at a time and in order, on any executor.
 *
 * <p>When more wait than {@link #WAITING_HIGH}, the client stops reading from its socket until they have come down to
 * {@link #WAITING_LOW}: a slow program slows down its server instead of filling its own memory. What then still comes is
 * what was read already, and completions, whose number is bounded elsewhere.
 */
final class Callbacks {

    static final int WAITING_HIGH = 2_000;
    static final int WAITING_LOW = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    /** After so many in a row other clients of the same executor get their turn. */
    private static final int TURN = 64;

    private static final ThreadLocal<@Nullable Callbacks> RUNNING = new ThreadLocal<>();

    private final Executor executor;
    private final Consumer<Boolean> reading;
    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private boolean scheduled;
    private boolean full;
    private boolean ended;

    /** What stays true after the end: promises are kept, news is not told any more. */
    private record Task(Runnable work, boolean promised) {}

    /**
     * @param reading told false and true when reading should stop and go on; called by any thread
     */
    Callbacks(Executor executor, Consumer<Boolean> reading) {
        this.executor = executor;
        this.reading = reading;
    }

    /** Tells the program something; forgotten after the end. */
    void tell(Runnable work) {
        add(new Task(work, false));
    }

    /** Completes a future, or makes the very last call; done even after the end. */
    void promise(Runnable work) {
        add(new Task(work, true));
    }

    /** Nothing that is not promised runs after this, apart from a callback that is running now. */
    synchronized void end() {
        ended = true;
        for (Iterator<Task> each = tasks.iterator(); each.hasNext(); ) {
            if (!each.next().promised()) {
                each.remove();
            }
        }
    }

    /** Whether the calling thread is inside a callback of this client. */
    boolean isInside() {
        return RUNNING.get() == this;
    }

    private void add(Task task) {
        synchronized (this) {
            if (ended && !task.promised()) {
                return;
            }
            tasks.add(task);
            if (tasks.size() > WAITING_HIGH && !full) {
                full = true;
                reading.accept(false);
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        schedule();
    }

    private void schedule() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException refused) {
            LOG.warn("The executor of callbacks refuses tasks; callbacks are lost");
            keepPromises();
        }
    }

    private void drain() {
        Callbacks outer = RUNNING.get();
        RUNNING.set(this);
        try {
            for (int i = 0; i < TURN; i++) {
                Task task = next();
                if (task == null) {
                    return;
                }
                run(task);
            }
        } finally {
            if (outer == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(outer);
            }
        }
        schedule();
    }

    private synchronized @Nullable Task next() {
        Task task = tasks.poll();
        if (task == null) {
            scheduled = false;
        }
        if (full && tasks.size() <= WAITING_LOW) {
            full = false;
            reading.accept(true);
        }
        return task;
    }

    /** Without an executor futures still complete, on the thread at hand: nobody may wait forever. */
    private void keepPromises() {
        for (Task task = next(); task != null; task = next()) {
            if (task.promised()) {
                run(task);
            }
        }
    }

    private static void run(Task task) {
        try {
            task.work().run();
        } catch (RuntimeException fault) {
            LOG.warn("A callback failed", fault);
        }
    }
}

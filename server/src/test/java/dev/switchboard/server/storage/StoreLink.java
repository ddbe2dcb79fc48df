package dev.switchboard.server.storage;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One node's connection to an in-memory store: requests arrive in the order in which they were sent, answers come back in
 * that order, both after the delays and with the failures of {@link StoreFaults}. Stages complete on the node's loop,
 * never within the call.
 */
public final class StoreLink {
    private final Loop loop;
    private final StoreFaults faults;
    private final Object server;
    private final OrderedDelay requests = new OrderedDelay();
    private final OrderedDelay replies = new OrderedDelay();

    /** @param server monitor of the shared store: nodes of a test may live on different threads */
    public StoreLink(Loop loop, StoreFaults faults, Object server) {
        this.loop = loop;
        this.faults = faults;
        this.server = server;
    }

    /** Runs the work at the store; a thrown {@link StorageException} fails the stage. */
    public <T> CompletionStage<T> call(Supplier<T> work) {
        return callBatch(0, done -> work.get());
    }

    public CompletionStage<Void> run(Runnable work) {
        return callBatch(0, done -> {
            work.run();
            return null;
        });
    }

    /** As {@link #call} for work on several items of which a failing call may do any number: it is told how many. */
    public <T> CompletionStage<T> callBatch(int items, IntFunction<T> work) {
        var result = new CompletableFuture<T>();
        if (loop.inLoop()) {
            send(items, work, result);
        } else {
            loop.execute(() -> send(items, work, result));
        }
        return result;
    }

    private <T> void send(int items, IntFunction<T> work, CompletableFuture<T> result) {
        StoreFaults.Passage passage = faults.next();
        requests.after(passage.requestMs(), () -> {
            Runnable reply = switch (passage.fate()) {
                case SUCCEED -> arrive(items, work, result);
                case FAIL_BEFORE -> failure(result, Reason.UNAVAILABLE);
                case FAIL_AFTER -> {
                    arrive(faults.cut(items), work, new CompletableFuture<>());
                    yield failure(result, Reason.OUTCOME_UNKNOWN);
                }
            };
            replies.after(passage.replyMs(), reply);
        });
    }

    private <T> Runnable arrive(int items, IntFunction<T> work, CompletableFuture<T> result) {
        try {
            synchronized (server) {
                T value = work.apply(items);
                return () -> result.complete(value);
            }
        } catch (StorageException refused) {
            return () -> result.completeExceptionally(refused);
        }
    }

    private static Runnable failure(CompletableFuture<?> result, Reason reason) {
        return () -> result.completeExceptionally(new StorageException(reason, "simulated fault"));
    }

    /** Runs tasks after their delays, but never one before another that came earlier. */
    private final class OrderedDelay {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private long lastDueMs;

        void after(long delayMs, Runnable task) {
            tasks.add(task);
            long nowMs = loop.nowMs();
            lastDueMs = Math.max(lastDueMs, nowMs + delayMs);
            if (lastDueMs > nowMs) {
                loop.schedule(lastDueMs - nowMs, this::runNext);
            } else {
                loop.execute(this::runNext);
            }
        }

        private void runNext() {
            tasks.remove().run();
        }
    }
}

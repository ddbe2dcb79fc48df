package dev.switchboard.server.redis;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;

/**
 * Calls to Redis in the order in which they came: a thread takes everything that waits, sends it as one pipeline and
 * hands the answers over to the loop. So under load the calls share round trips, and with {@code appendfsync always}
 * they share the fsync.
 *
 * <p>At most {@code queueMax} calls wait; the next one fails with UNAVAILABLE. While Redis is away, calls wait for the
 * patience of the options and then fail with UNAVAILABLE; those that were under way when the connection broke fail with
 * OUTCOME_UNKNOWN if they change anything. Where replicas are wanted, a pipeline with something to keep ends with a wait
 * for them; when they do not follow, everything in it that is to be kept fails with OUTCOME_UNKNOWN. A lane may have several threads; then order is kept within a pipeline only.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long BACKOFF_MIN_MS = 20;
    private static final long BACKOFF_MAX_MS = 1_000;

    private final RedisOptions options;
    private final Loop loop;
    private final RedisHealth health;
    private final RedisMeter meter;
    private final Link link;
    private final int batchMax;
    private final BlockingQueue<Call<?>> waiting;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;
    /** The replicas did not follow when they were last waited for. */
    private volatile boolean alone;

    /** @param batchMax calls per pipeline: so long a call may have to wait for those that came with it */
    Lane(
            String name,
            int threadCount,
            int batchMax,
            RedisOptions options,
            Loop loop,
            RedisHealth health,
            RedisMeter meter) {
        this.options = options;
        this.loop = loop;
        this.health = health;
        this.meter = meter;
        this.batchMax = batchMax;
        this.waiting = new ArrayBlockingQueue<>(options.queueMax());
        this.link = new Link(options, name, threadCount, 0);
        for (int i = 1; i <= threadCount; i++) {
            Thread thread = new Thread(this::run, threadCount == 1 ? name : name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * @param work writes its commands to the batch and returns what reads the answers
     * @return completes on the loop
     */
    <T> CompletionStage<T> call(Operation operation, Function<Batch, Supplier<T>> work) {
        var call = new Call<T>(operation, work);
        if (closed) {
            call.fail(Failures.unavailable(operation, "closed"));
        } else if (!waiting.offer(call)) {
            call.fail(Failures.unavailable(operation, "too many calls are waiting for Redis"));
        } else if (closed && waiting.remove(call)) {
            call.fail(Failures.unavailable(operation, "closed"));
        }
        return call.result;
    }

    private void run() {
        var batch = new ArrayList<Call<?>>(batchMax);
        long backoffMs = BACKOFF_MIN_MS;
        while (!closed) {
            try {
                if (batch.isEmpty()) {
                    batch.add(waiting.take());
                }
                waiting.drainTo(batch, batchMax - batch.size());
                AbstractPipeline pipeline = connect();
                if (pipeline == null) {
                    batch.removeIf(this::lostPatience);
                    TimeUnit.MILLISECONDS.sleep(backoffMs);
                    backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
                } else {
                    backoffMs = BACKOFF_MIN_MS;
                    send(pipeline, batch);
                    batch.clear();
                }
            } catch (InterruptedException stop) {
                break;
            }
        }
        batch.forEach(call -> call.fail(Failures.unavailable(call.operation, "closed")));
    }

    private @Nullable AbstractPipeline connect() {
        try {
            return link.pipelined();
        } catch (RuntimeException failure) {
            if (health.reachable()) {
                LOG.warn("Redis at {} cannot be reached: {}", options.where(), failure.getMessage());
            }
            health.failed(failure);
            link.lookAgain();
            return null;
        }
    }

    private boolean lostPatience(Call<?> call) {
        long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.sinceNanos);
        if (waitedMs < options.awayPatienceMs()) {
            return false;
        }
        call.fail(Failures.unavailable(call.operation, "Redis is away"));
        return true;
    }

    private void send(AbstractPipeline pipeline, List<Call<?>> calls) {
        var answers = new ArrayList<Runnable>(calls.size());
        int issued = 0;
        try (pipeline) {
            var batch = new Batch(pipeline);
            for (Call<?> call : calls) {
                // Counted first: what fails halfway through may have left in part.
                issued++;
                call.issue(batch);
            }
            batch.end();
            boolean keeps = calls.stream().anyMatch(call -> call.operation.keeps());
            IntSupplier replicas = keeps && options.replicasMin() > 0
                    ? batch.awaitReplicas(options.replicasMin(), options.replicaWaitMs())
                    : options::replicasMin;
            long sentNanos = System.nanoTime();
            pipeline.sync();
            health.answered(System.nanoTime() - sentNanos);
            boolean safe = enough(replicas.getAsInt());
            calls.forEach(call -> answers.add(call.answer(safe)));
        } catch (RuntimeException failure) {
            LOG.warn("Lost the connection to Redis at {}: {}", options.where(), failure.getMessage());
            health.failed(failure);
            answers.clear();
            for (int i = 0; i < calls.size(); i++) {
                answers.add(calls.get(i).failure(failure, i < issued));
            }
        }
        if (calls.stream().anyMatch(call -> call.astray)) {
            link.lookAgain();
        }
        loop.execute(() -> answers.forEach(Runnable::run));
    }

    /** @param replicas that have it, -1 when that is not known */
    private boolean enough(int replicas) {
        boolean enough = replicas >= options.replicasMin();
        if (replicas >= 0 && enough == alone) {
            alone = !enough;
            if (alone) {
                LOG.warn(
                        "{} of the {} replicas that Redis at {} must have follow it; nothing is acknowledged meanwhile",
                        replicas,
                        options.replicasMin(),
                        options.where());
            } else {
                LOG.info("The replicas of Redis at {} follow it again", options.where());
            }
        }
        return enough;
    }

    /** Waits for calls under way, as long as a command may take, and fails those that wait. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(options.commandTimeoutMs() + 1_000L);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        var left = new ArrayList<Call<?>>();
        waiting.drainTo(left);
        left.forEach(call -> call.fail(Failures.unavailable(call.operation, "closed")));
        link.close();
    }

    private final class Call<T> {
        private final Operation operation;
        private final Function<Batch, Supplier<T>> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final long sinceNanos = System.nanoTime();
        private @Nullable Supplier<T> reply;
        /** It failed, and not by what Redis thinks of it. */
        private boolean astray;

        Call(Operation operation, Function<Batch, Supplier<T>> work) {
            this.operation = operation;
            this.work = work;
        }

        void issue(Batch batch) {
            reply = work.apply(batch);
        }

        /** Decodes on the lane's thread; what it returns belongs on the loop. */
        Runnable answer(boolean copied) {
            if (reply == null) {
                throw new IllegalStateException("Not issued");
            }
            try {
                T value = reply.get();
                if (!copied && operation.keeps()) {
                    throw Failures.notCopied(operation);
                }
                measure(false);
                return () -> result.complete(value);
            } catch (RuntimeException failure) {
                return failure(failure, true);
            }
        }

        Runnable failure(RuntimeException failure, boolean sent) {
            StorageException mapped = Failures.of(operation, failure, sent);
            astray = mapped != failure;
            measure(true);
            return () -> result.completeExceptionally(mapped);
        }

        void fail(StorageException failure) {
            measure(true);
            loop.execute(() -> result.completeExceptionally(failure));
        }

        private void measure(boolean failed) {
            meter.done(operation.meterName(), System.nanoTime() - sinceNanos, failed);
        }
    }
}

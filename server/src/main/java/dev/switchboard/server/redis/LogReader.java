package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Reads the log on a thread and a connection of its own, because it waits at the server most of the time. */
final class LogReader implements AutoCloseable {
    /** No single wait is longer: a reader that asks for more gets an empty batch and asks again. */
    private static final int WAIT_MAX_MS = 5_000;

    private final Loop loop;
    private final Keys keys;
    private final RedisHealth health;
    private final RedisMeter meter;
    private final BlockingReader reader;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closed;

    LogReader(String name, RedisOptions options, Keys keys, Loop loop, RedisHealth health, RedisMeter meter) {
        this.loop = loop;
        this.keys = keys;
        this.health = health;
        this.meter = meter;
        this.reader = new BlockingReader(options, name, WAIT_MAX_MS);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    CompletionStage<LogStore.Batch> read(long after, int max, long waitMs) {
        var request = new Request(after, max, (int) Math.min(waitMs, WAIT_MAX_MS), new CompletableFuture<>());
        if (closed) {
            fail(request, Failures.unavailable(Operation.LOG_READ, "closed"));
        } else if (!requests.offer(request)) {
            throw new IllegalStateException("One read at a time");
        }
        return request.result;
    }

    private void run() {
        while (!closed) {
            try {
                serve(requests.take());
            } catch (InterruptedException stop) {
                break;
            }
        }
        Request left = requests.poll();
        if (left != null) {
            fail(left, Failures.unavailable(Operation.LOG_READ, "closed"));
        }
    }

    private void serve(Request request) throws InterruptedException {
        try {
            LogStore.Batch batch = look(request);
            if (batch.entries().isEmpty() && batch.tip().position() >= request.after && request.waitMs > 0) {
                reader.await(keys.log(), request.after, request.waitMs);
                batch = look(request);
            }
            health.answered();
            LogStore.Batch found = batch;
            loop.execute(() -> request.result.complete(found));
        } catch (RuntimeException failure) {
            if (!(failure instanceof StorageException)) {
                health.failed(failure);
            }
            try {
                if (!closed) {
                    // Before the answer: whoever asks again at once must not spin while Redis is away.
                    reader.backOff();
                }
            } finally {
                fail(request, Failures.of(Operation.LOG_READ, failure, true));
            }
        }
    }

    private LogStore.Batch look(Request request) {
        long since = System.nanoTime();
        boolean failed = true;
        try {
            Object answer = reader.run(
                    Script.LOG_READ,
                    List.of(keys.log(), keys.logEnd()),
                    List.of(Bytes.of(request.after), Bytes.of(request.max)));
            LogStore.Batch batch = batch(Bytes.list(answer));
            failed = false;
            return batch;
        } finally {
            meter.done(Operation.LOG_READ.meterName(), System.nanoTime() - since, failed);
        }
    }

    private static LogStore.Batch batch(List<?> answer) {
        LogStore.Tip tip = RedisLogStore.tip(answer.get(0), answer.get(1));
        List<LogStore.RawEntry> entries = Bytes.entries(answer.get(2)).stream()
                .map(entry -> new LogStore.RawEntry(
                        entry.number(), Bytes.text(entry.get("p")), Bytes.number(entry.get("t")), entry.get("d")))
                .toList();
        return new LogStore.Batch(entries, tip);
    }

    private void fail(Request request, StorageException failure) {
        loop.execute(() -> request.result.completeExceptionally(failure));
    }

    /** A read that waits at the server ends by itself; its answer then finds nobody. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        reader.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private record Request(long after, int max, int waitMs, CompletableFuture<LogStore.Batch> result) {}
}

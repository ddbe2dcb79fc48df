package dev.switchboard.server.log;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The node's only appender. One batch is under way at a time; what arrives meanwhile forms the next (group commit). A batch
 * that fails is repeated as it is until it is confirmed, so commands stay in order; a part of it may then stand in the log
 * twice, which the core sees by the commands' counters.
 *
 * <p>The buffer is bounded: beyond it commands are refused at once. A full log refuses the batch: its commands were not
 * stored, unless an earlier attempt left that open.
 */
public final class LogAppender {
    /** Commands waiting or under way; about half a second of the log's throughput, and 2 MB. */
    public static final int COMMANDS_MAX = 10_000;

    static final int BATCH_MAX = 500;

    private final LogStore store;
    private final Loop loop;
    private final LogMeter meter;
    private final LongSupplier seen;
    private final int commandsMax;
    private final Backoff backoff = new Backoff(20, 1_000);
    private final Deque<Draft> waiting = new ArrayDeque<>();
    private List<Draft> batch = List.of();
    private boolean calling;
    private boolean full;
    private Loop.@Nullable Timer retry;
    /** Raised by {@link #reset}: answers to calls made before are no longer of interest. */
    private long generation;

    /**
     * @param seen the highest position this node has ever read. New entries stand above it also where the log was rolled
     *     back and the node has not noticed yet, so that no position, and no id made from one, is given twice.
     */
    public LogAppender(LogStore store, Loop loop, LogMeter meter, LongSupplier seen) {
        this(store, loop, meter, seen, COMMANDS_MAX);
    }

    LogAppender(LogStore store, Loop loop, LogMeter meter, LongSupplier seen, int commandsMax) {
        this.store = store;
        this.loop = loop;
        this.meter = meter;
        this.seen = seen;
        this.commandsMax = commandsMax;
    }

    /**
     * Takes a command. It is stored sooner or later unless {@code refused} is called, it is withdrawn, or the appender is
     * reset. Reading the log may show it before the store has confirmed it: {@link Draft#whenStored} tells that it stays.
     *
     * @param refused told when the log is full: LOG_FULL, or OUTCOME_UNKNOWN when an earlier attempt may have stored it
     * @return null when the buffer is full
     */
    public @Nullable Draft append(byte[] payload, Consumer<StorageException> refused) {
        if (backlog() >= commandsMax) {
            waiting.removeIf(Draft::isWithdrawn);
        }
        if (backlog() >= commandsMax) {
            return null;
        }
        var draft = new Draft(payload, refused);
        waiting.add(draft);
        if (batch.isEmpty()) {
            sendNext();
        }
        return draft;
    }

    /** Takes the command back: true when it is certain that it is not stored and never will be. */
    public boolean withdraw(Draft draft) {
        if (draft.uncertain || draft.stored || (calling && draft.inBatch)) {
            return false;
        }
        draft.withdrawn = true;
        return true;
    }

    /** Drops everything: the incarnation that made these commands is lost. */
    public void reset() {
        generation++;
        waiting.clear();
        batch = List.of();
        calling = false;
        backoff.reset();
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    /** Commands that are not confirmed. */
    public int backlog() {
        return waiting.size() + batch.size();
    }

    /** The last batch was refused because the log is at its bound. */
    public boolean isLogFull() {
        return full;
    }

    private void sendNext() {
        var next = new ArrayList<Draft>(Math.min(BATCH_MAX, waiting.size()));
        while (next.size() < BATCH_MAX && !waiting.isEmpty()) {
            Draft draft = waiting.remove();
            if (!draft.withdrawn) {
                draft.inBatch = true;
                next.add(draft);
            }
        }
        batch = next;
        if (!batch.isEmpty()) {
            send();
        }
    }

    private void send() {
        retry = null;
        batch = batch.stream().filter(draft -> !draft.withdrawn).toList();
        if (batch.isEmpty()) {
            sendNext();
            return;
        }
        calling = true;
        long sentNanos = loop.nowNanos();
        long sentIn = generation;
        var payloads = batch.stream().map(draft -> draft.payload).toList();
        var unused = store.append(payloads, seen.getAsLong()).whenComplete((positions, failure) -> {
            if (sentIn == generation) {
                calling = false;
                onAnswer(failure, loop.nowNanos() - sentNanos);
            }
        });
    }

    private void onAnswer(@Nullable Throwable failure, long nanos) {
        if (failure == null) {
            meter.onAppended(batch.size(), nanos);
            full = false;
            List<Draft> stored = batch;
            backoff.reset();
            sendNext();
            stored.forEach(Draft::confirm);
            return;
        }
        Reason reason = reasonOf(failure);
        meter.onAppendFailed(reason);
        if (reason == Reason.LOG_FULL) {
            full = true;
            refuseBatch();
            return;
        }
        if (reason != Reason.UNAVAILABLE) {
            batch.forEach(draft -> draft.uncertain = true);
        }
        retry = loop.schedule(backoff.nextMs(), this::send);
    }

    private void refuseBatch() {
        List<Draft> refused = batch;
        batch = List.of();
        long refusedIn = generation;
        for (Draft draft : refused) {
            Reason reason = draft.uncertain ? Reason.OUTCOME_UNKNOWN : Reason.LOG_FULL;
            draft.refused.accept(new StorageException(reason, "The log is full"));
        }
        if (refusedIn == generation && batch.isEmpty()) {
            sendNext();
        }
    }

    /** A failure that does not say otherwise leaves open what was stored. */
    static Reason reasonOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StorageException known ? known.reason() : Reason.OUTCOME_UNKNOWN;
    }

    /** A command on its way into the log. */
    public static final class Draft {
        private final byte[] payload;
        private final Consumer<StorageException> refused;
        private boolean inBatch;
        private boolean uncertain;
        private boolean stored;
        private boolean withdrawn;
        private Runnable whenStored = () -> {};

        private Draft(byte[] payload, Consumer<StorageException> refused) {
            this.payload = payload;
            this.refused = refused;
        }

        /** @param listener called once when the store has confirmed the command */
        public void whenStored(Runnable listener) {
            whenStored = listener;
        }

        private void confirm() {
            stored = true;
            whenStored.run();
        }

        private boolean isWithdrawn() {
            return withdrawn;
        }
    }
}

package dev.switchboard.server.replica;

import dev.switchboard.server.log.LogAppender;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The commands of this incarnation whose senders wait, by counter. A sender is answered when his command was applied and
 * the store has confirmed it, whichever comes last: what was only read may still be lost with the Redis it was read from.
 * All have the same time, so the oldest is always the next to run out.
 */
final class PendingCommands {
    /** Commands on their way: the appender's buffer and as many again that were stored but not applied yet. */
    static final int PENDING_MAX = 2 * LogAppender.COMMANDS_MAX;

    private final Loop loop;
    private final LogAppender appender;
    private final LogMeter meter;
    private final long deadlineMs;
    private final Map<Long, Pending> byCounter = new LinkedHashMap<>();
    private Loop.@Nullable Timer timer;

    PendingCommands(Loop loop, LogAppender appender, LogMeter meter, long deadlineMs) {
        this.loop = loop;
        this.appender = appender;
        this.meter = meter;
        this.deadlineMs = deadlineMs;
    }

    boolean isFull() {
        return byCounter.size() >= PENDING_MAX;
    }

    int size() {
        return byCounter.size();
    }

    void add(long counter, LogAppender.Draft draft, CompletableFuture<Outcome> sender) {
        byCounter.put(counter, new Pending(draft, sender, loop.nowNanos(), loop.nowMs() + deadlineMs));
        draft.whenStored(() -> stored(counter));
        if (timer == null) {
            timer = loop.schedule(deadlineMs, this::endOverdue);
        }
    }

    /** The command was applied; a further copy of it changes nothing. */
    void applied(long counter, Outcome outcome) {
        Pending pending = byCounter.get(counter);
        if (pending != null && pending.outcome == null) {
            pending.outcome = outcome;
            answerIfDone(counter, pending);
        }
    }

    private void stored(long counter) {
        Pending pending = byCounter.get(counter);
        if (pending != null) {
            pending.stored = true;
            answerIfDone(counter, pending);
        }
    }

    private void answerIfDone(long counter, Pending pending) {
        Outcome outcome = pending.outcome;
        if (outcome == null || !pending.stored) {
            return;
        }
        byCounter.remove(counter);
        meter.onCommandDone(loop.nowNanos() - pending.sinceNanos);
        if (outcome instanceof Outcome.Skipped) {
            // Its first copy in the log, and it had no effect: the incarnation is lost.
            pending.sender.completeExceptionally(failure(Reason.UNAVAILABLE, "This node had been declared lost"));
        } else {
            pending.sender.complete(outcome);
        }
    }

    /** The appender refused it. */
    void refused(long counter, StorageException why) {
        Pending pending = byCounter.remove(counter);
        if (pending != null) {
            pending.sender.completeExceptionally(why);
        }
    }

    /** Nothing more will be heard of the commands of this incarnation. */
    void failAll(String why) {
        List<Pending> all = new ArrayList<>(byCounter.values());
        byCounter.clear();
        all.forEach(pending -> end(pending, why));
    }

    private void endOverdue() {
        timer = null;
        long nowMs = loop.nowMs();
        var overdue = new ArrayList<Pending>();
        var all = byCounter.values().iterator();
        while (all.hasNext()) {
            Pending pending = all.next();
            if (pending.dueMs > nowMs) {
                timer = loop.schedule(pending.dueMs - nowMs, this::endOverdue);
                break;
            }
            all.remove();
            overdue.add(pending);
        }
        overdue.forEach(pending -> end(pending, "The log did not answer in time"));
    }

    private void end(Pending pending, String why) {
        boolean notStored = appender.withdraw(pending.draft);
        pending.sender.completeExceptionally(failure(notStored ? Reason.UNAVAILABLE : Reason.OUTCOME_UNKNOWN, why));
    }

    private static StorageException failure(Reason reason, String why) {
        return new StorageException(reason, why);
    }

    private static final class Pending {
        private final LogAppender.Draft draft;
        private final CompletableFuture<Outcome> sender;
        private final long sinceNanos;
        private final long dueMs;
        private @Nullable Outcome outcome;
        private boolean stored;

        Pending(LogAppender.Draft draft, CompletableFuture<Outcome> sender, long sinceNanos, long dueMs) {
            this.draft = draft;
            this.sender = sender;
            this.sinceNanos = sinceNanos;
            this.dueMs = dueMs;
        }
    }
}

package dev.switchboard.server.publisher;

import dev.switchboard.server.log.Backoff;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.publisher.Journal.Page;
import dev.switchboard.server.record.ChatRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.routing.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the journal in log order: runs the effects of a batch of positions, then writes their messages and records and
 * moves the cursor, one batch at a time. The store does nothing where the cursor is not the one this node started from, so
 * what two publishers do at once is done once. A node that does not publish looks at the cursor now and then and drops
 * what others have published.
 *
 * <p>A batch is repeated while one of its effects fails, but not for ever: one chat that cannot be written must not keep
 * all others from being published, nor snapshots from being shown, until the log is full and nobody can begin a chat any
 * more. After half a minute the effects that still fail are set aside as {@link Overdue}.
 */
final class OutboxWriter {
    static final int PAGES_MAX = 200;
    static final long PATIENCE_MS = 30_000;
    private static final long NEVER = -1;
    private static final long UNKNOWN = -1;
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);

    private final Loop loop;
    private final Journal journal;
    private final OutboxStore store;
    private final List<Effect> effects;
    private final BooleanSupplier publishing;
    private final Overdue overdue;
    private final Backoff backoff = new Backoff(50, 2_000);
    private long cursor = UNKNOWN;
    private boolean busy;
    private boolean failing;
    /** Since when effects fail. */
    private long failingSinceMs = NEVER;

    /** Raised when the state is replaced: answers to what was asked before do not concern the new journal. */
    private long generation;

    OutboxWriter(
            Loop loop,
            Journal journal,
            OutboxStore store,
            List<Effect> effects,
            BooleanSupplier publishing,
            Overdue overdue) {
        this.overdue = overdue;
        this.loop = loop;
        this.journal = journal;
        this.store = store;
        this.effects = effects;
        this.publishing = publishing;
    }

    void replaced() {
        generation++;
        busy = false;
        cursor = UNKNOWN;
        failingSinceMs = NEVER;
        backoff.reset();
    }

    /** Goes on if there is anything to do. */
    void run() {
        if (busy || journal.size() == 0 || !publishing.getAsBoolean()) {
            return;
        }
        if (cursor == UNKNOWN) {
            refresh();
        } else {
            publishNext();
        }
    }

    /** Reads the cursor; then goes on. */
    void refresh() {
        if (!busy) {
            CompletionStage<Long> read = store.cursor();
            handle(read, UNKNOWN);
        }
    }

    private void publishNext() {
        List<Page> pages = journal.oldest(PAGES_MAX);
        long after = cursor;
        long last = pages.get(pages.size() - 1).position();
        CompletionStage<Long> published = effectsOf(pages).thenCompose(done -> write(after, last, pages));
        handle(published, last);
    }

    /** Takes the cursor that the stage brings. */
    private void handle(CompletionStage<Long> stage, long expected) {
        busy = true;
        long askedIn = generation;
        var unused = stage.whenComplete((now, failure) -> {
            if (askedIn != generation) {
                return;
            }
            busy = false;
            if (failure == null) {
                take(now, expected);
                // A turn of the loop in between: a long journal must not hold up everything else.
                loop.execute(this::run);
            } else {
                if (!failing) {
                    failing = true;
                    LOG.warn(
                            "Publishing after position {} fails; it is repeated: {}",
                            journal.floor(),
                            failure.toString());
                }
                cursor = UNKNOWN;
                busy = true;
                loop.schedule(backoff.nextMs(), () -> {
                    if (askedIn == generation) {
                        busy = false;
                        run();
                    }
                });
            }
        });
    }

    private void take(long now, long expected) {
        if (now == expected) {
            backoff.reset();
            failing = false;
        }
        if (now < journal.floor() && now != expected && journal.size() > 0) {
            LOG.error("The outbox lacks events between positions {} and {}", now, journal.floor());
        }
        cursor = now;
        journal.publishedUpTo(now);
    }

    private CompletionStage<Void> effectsOf(List<Page> pages) {
        long startedMs = loop.nowMs();
        long overdueBefore = overdue.added();
        return runEffects(pages).whenComplete((done, failure) -> {
            if (failure == null && overdue.added() == overdueBefore) {
                failingSinceMs = NEVER;
            } else if (failingSinceMs == NEVER) {
                failingSinceMs = startedMs;
            }
        });
    }

    private boolean isPatient() {
        return failingSinceMs == NEVER || loop.nowMs() - failingSinceMs < PATIENCE_MS;
    }

    private CompletionStage<Void> runEffects(List<Page> pages) {
        boolean patient = isPatient();
        long begunIn = generation;
        var begun = new ArrayList<CompletableFuture<Void>>();
        for (Page page : pages) {
            for (Event event : page.events()) {
                for (Effect effect : effects) {
                    CompletableFuture<Void> done =
                            effect.on(page.position(), page.t(), event).toCompletableFuture();
                    if (!done.isDone() || done.isCompletedExceptionally()) {
                        begun.add(patient ? done : orAside(done, begunIn, effect, page, event));
                    }
                }
            }
        }
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> orAside(
            CompletableFuture<Void> done, long begunIn, Effect effect, Page page, Event event) {
        return done.exceptionally(failure -> {
            if (begunIn == generation) {
                overdue.add(effect, page.position(), page.t(), event, failure);
            }
            return null;
        });
    }

    private CompletionStage<Long> write(long after, long last, List<Page> pages) {
        var messages = new ArrayList<byte[]>();
        var records = new ArrayList<ChatRecord>();
        for (Page page : pages) {
            for (Event event : page.events()) {
                byte[] message = OutboxMessages.encode(page.position(), page.t(), event);
                if (message != null) {
                    messages.add(message);
                }
            }
            page.records().forEach(stored -> records.add(RecordCodec.toStore(stored)));
        }
        return store.publish(after, last, messages, records);
    }
}

package dev.switchboard.server.publisher;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Effects that failed for so long that publishing went on without them. While this node publishes they are repeated every
 * few seconds. Beyond the bound, and when the node ends, they are lost: a system line that is missing then is made up for
 * by whoever writes into the chat next.
 */
final class Overdue {
    /** As many chats as one shard of a cluster may have open in a large company; about 2 MB. */
    static final int ENTRIES_MAX = 10_000;

    static final long RETRY_MS = 5_000;
    private static final int BATCH_MAX = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);

    private final Loop loop;
    private final int entriesMax;
    private Deque<Due> entries = new ArrayDeque<>();
    private boolean busy;
    private long added;
    private long dropped;
    private long triedMs;

    Overdue(Loop loop, int entriesMax) {
        this.loop = loop;
        this.entriesMax = entriesMax;
    }

    private record Due(Effect effect, long position, long t, Event event) {}

    void add(Effect effect, long position, long t, Event event, Throwable failure) {
        if (entries.isEmpty()) {
            LOG.error(
                    "Publishing goes on without an effect of position {}, which still fails: {}",
                    position,
                    failure.toString());
        }
        added++;
        entries.add(new Due(effect, position, t, event));
        if (entries.size() > entriesMax) {
            entries.remove();
            dropped++;
        }
    }

    /** Repeats some of them if it is time to. */
    void run() {
        if (busy || entries.isEmpty() || loop.nowMs() - triedMs < RETRY_MS) {
            return;
        }
        busy = true;
        Deque<Due> from = entries;
        List<Due> batch = from.stream().limit(BATCH_MAX).toList();
        var failed = new ArrayList<Due>();
        var all = batch.stream()
                .map(due -> due.effect()
                        .on(due.position(), due.t(), due.event())
                        .toCompletableFuture()
                        .handle((done, failure) -> failure != null && failed.add(due)))
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(all).thenRun(() -> {
            busy = false;
            // Those that fail go behind the others, so that they hold up nobody.
            from.removeAll(batch);
            from.addAll(failed);
            if (failed.size() == batch.size()) {
                triedMs = loop.nowMs();
            }
            if (from.isEmpty()) {
                LOG.info("All effects that were overdue are done");
            }
        });
    }

    /** The state was replaced: what these are about may be of a past that is lost. */
    void clear() {
        entries = new ArrayDeque<>();
    }

    int size() {
        return entries.size();
    }

    /** How many were ever added. */
    long added() {
        return added;
    }

    /** How many were lost at the bound. */
    long dropped() {
        return dropped;
    }
}

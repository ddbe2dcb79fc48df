package dev.switchboard.server.publisher;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.log.SnapshotStore.Manifest;
import dev.switchboard.server.log.Snapshots;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.Replica;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots and trims the log behind them. One round: serialise between two entries, write the parts, wait until the
 * outbox has everything up to there, show the snapshot, archive and trim the log up to the snapshot before, delete what is
 * older than that.
 *
 * <p>"The snapshot before" is one that this node took or loaded itself, so it is certain to fit the log; others of unknown
 * fate (an earlier publisher's, or left from a log that was rolled back) are kept until a certain one is newer.
 */
final class SnapshotKeeper {
    private static final long FULL_PAUSE_MS = 5_000;
    private static final long PUBLISHED_POLL_MS = 200;
    private static final int PUBLISHED_POLLS_MAX = 300;
    private static final int ARCHIVE_PAGE = 1_000;
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final Loop loop;
    private final Replica replica;
    private final Journal journal;
    private final LogStore log;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final PublisherOptions options;
    private boolean busy;
    private long newest;
    private long newestMs;
    private long generation;

    SnapshotKeeper(
            Loop loop, Replica replica, Journal journal, LogStore log, SnapshotStore store, PublisherOptions options) {
        this.loop = loop;
        this.replica = replica;
        this.journal = journal;
        this.log = log;
        this.store = store;
        this.snapshots = new Snapshots(store);
        this.options = options;
    }

    void replaced() {
        generation++;
        newest = replica.loadedPosition();
        newestMs = loop.nowMs();
    }

    /** Position of the newest snapshot known to fit the log. */
    long newest() {
        return newest;
    }

    /** Takes a snapshot if one is due; called while this node publishes. */
    void run() {
        long position = replica.view().position();
        long ageMs = loop.nowMs() - newestMs;
        boolean due = position - newest >= options.snapshotEntries() || ageMs >= options.snapshotMs();
        boolean full = replica.logFull() && ageMs >= FULL_PAUSE_MS;
        if (busy || position == 0 || !(full || (due && position > newest))) {
            return;
        }
        busy = true;
        long takenIn = generation;
        var unused = round(replica.snapshot(), full, takenIn).whenComplete((done, failure) -> {
            busy = false;
            if (takenIn == generation) {
                // After a failure too: the next attempt is made when a snapshot is due again by time, or the log is
                // full.
                newestMs = loop.nowMs();
            }
            if (failure != null) {
                LOG.warn(
                        "A snapshot or the trimming after it failed; a later one makes up for it: {}",
                        failure.toString());
            }
        });
    }

    private CompletionStage<Void> round(Snapshots.Snapshot snapshot, boolean full, long takenIn) {
        long position = snapshot.at().position();
        return snapshots
                .write(snapshot, replica.view().coreVersion())
                .thenCompose(manifest ->
                        untilPublished(position, takenIn, 0).thenCompose(published -> show(manifest, published)))
                .whenComplete((shown, failure) -> {
                    if (failure != null || !shown) {
                        // Parts without a manifest would lie there for ever.
                        var unused = snapshots.delete(position);
                    }
                })
                .thenCompose(shown -> shown ? trimBehind(position, full, takenIn) : NOTHING);
    }

    /** A node that starts from this snapshot must find all later events in the log, so none before it may be missing. */
    private CompletionStage<Boolean> untilPublished(long position, long takenIn, int polls) {
        if (takenIn != generation || polls > PUBLISHED_POLLS_MAX) {
            return CompletableFuture.completedStage(false);
        }
        if (journal.isPublished(position)) {
            return CompletableFuture.completedStage(true);
        }
        var later = new CompletableFuture<Void>();
        loop.schedule(PUBLISHED_POLL_MS, () -> later.complete(null));
        return later.thenCompose(passed -> untilPublished(position, takenIn, polls + 1));
    }

    private CompletionStage<Boolean> show(Manifest manifest, boolean published) {
        return published ? snapshots.show(manifest).thenApply(done -> true) : CompletableFuture.completedStage(false);
    }

    private CompletionStage<Void> trimBehind(long position, boolean full, long takenIn) {
        if (takenIn != generation) {
            return NOTHING;
        }
        // Normally a second snapshot is kept in reserve. A full log stops everybody, so there the first must do.
        long upTo = full && newest == 0 ? position : newest;
        newest = position;
        return trim(upTo);
    }

    private CompletionStage<Void> trim(long upTo) {
        if (upTo == 0) {
            return NOTHING;
        }
        return archive(0, upTo)
                .thenCompose(archived -> log.trim(upTo))
                .thenCompose(trimmed -> snapshots.manifests())
                .thenCompose(manifests -> deleteOlder(manifests, upTo));
    }

    private CompletionStage<Void> archive(long after, long upTo) {
        return log.read(after, ARCHIVE_PAGE, 0).thenCompose(batch -> {
            List<LogStore.RawEntry> entries = batch.entries().stream()
                    .filter(entry -> entry.position() <= upTo)
                    .toList();
            if (entries.isEmpty()) {
                return NOTHING;
            }
            long last = entries.get(entries.size() - 1).position();
            return store.archive(entries).thenCompose(stored -> archive(last, upTo));
        });
    }

    private CompletionStage<Void> deleteOlder(List<Manifest> manifests, long kept) {
        CompletionStage<Void> all = NOTHING;
        for (Manifest manifest : manifests) {
            // Above the newest there is nothing but what a lost part of the log has left.
            if (manifest.position() < kept || manifest.position() > newest) {
                all = all.thenCompose(done -> snapshots.delete(manifest.position()));
            }
        }
        return all;
    }
}

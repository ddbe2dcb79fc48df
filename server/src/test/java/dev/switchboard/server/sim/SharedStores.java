package dev.switchboard.server.sim;

import dev.switchboard.server.Node;
import dev.switchboard.server.account.InMemoryAccountStore;
import dev.switchboard.server.inbox.InMemoryInboxes;
import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.offline.InMemoryOfflineStore;
import dev.switchboard.server.offline.OfflineLimits;
import dev.switchboard.server.publisher.InMemoryOutboxStore;
import dev.switchboard.server.record.InMemoryLastAgents;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What outlives every node. */
final class SharedStores {
    final InMemoryLogStore log;
    final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    final InMemoryTranscriptStore transcripts;
    final InMemoryInboxes inboxes = new InMemoryInboxes();
    final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    final InMemoryLastAgents lastAgents = new InMemoryLastAgents();
    final InMemoryAccountStore accounts;
    final InMemoryOfflineStore offline;

    private long clockStepMs;

    SharedStores(SimWorld world) {
        LongSupplier clock = () -> world.utcMs() + clockStepMs;
        log = new InMemoryLogStore(clock);
        transcripts = new InMemoryTranscriptStore(clock);
        accounts = new InMemoryAccountStore(clock);
        offline = new InMemoryOfflineStore(clock, OfflineLimits.DEFAULTS);
    }

    /** Steps the stores' clock, forwards or backwards. */
    void stepClock(long ms) {
        clockStepMs += ms;
    }

    /**
     * A replica that takes over later will have what is stored now; running the result is the failover.
     *
     * @param routing of the log and what lies with it: snapshots, outbox, cursor
     * @param chats of the transcripts; messages on their way between nodes are lost with them
     */
    Runnable savepoint(boolean routing, boolean chats) {
        List<Runnable> parts = new ArrayList<>();
        if (routing) {
            parts.addAll(List.of(log.savepoint(), snapshots.savepoint(), outbox.savepoint()));
        }
        if (chats) {
            parts.addAll(List.of(transcripts.savepoint(), inboxes::loseAll));
        }
        return () -> parts.forEach(Runnable::run);
    }

    /** One node's connections to all of them. */
    Node.Stores forNode(Loop loop, StoreFaults faults) {
        return new Node.Stores(
                log.forNode(loop, faults),
                log.forNode(loop, faults),
                snapshots.forNode(loop, faults),
                transcripts.forNode(loop, faults),
                inboxes.forNode(loop, faults),
                outbox.forNode(loop, faults),
                outbox.recordsForNode(loop, faults),
                lastAgents.forNode(loop, faults),
                accounts.forNode(loop, faults),
                offline.forNode(loop, faults));
    }
}

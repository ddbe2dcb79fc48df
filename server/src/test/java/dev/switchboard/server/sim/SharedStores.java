package dev.switchboard.server.sim;

import dev.switchboard.server.Node;
import dev.switchboard.server.account.InMemoryAccountStore;
import dev.switchboard.server.inbox.InMemoryInboxes;
import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.publisher.InMemoryOutboxStore;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;

/** What outlives every node. */
final class SharedStores {
    final InMemoryLogStore log;
    final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    final InMemoryTranscriptStore transcripts;
    final InMemoryInboxes inboxes = new InMemoryInboxes();
    final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    final InMemoryAccountStore accounts;

    SharedStores(SimWorld world) {
        log = new InMemoryLogStore(world::utcMs);
        transcripts = new InMemoryTranscriptStore(world::utcMs);
        accounts = new InMemoryAccountStore(world::utcMs);
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
                accounts.forNode(loop, faults));
    }
}

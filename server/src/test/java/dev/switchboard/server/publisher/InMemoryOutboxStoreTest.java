package dev.switchboard.server.publisher;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.record.RecordStore;
import java.util.List;

class InMemoryOutboxStoreTest extends OutboxStoreKit {
    private final InMemoryOutboxStore store = new InMemoryOutboxStore();

    @Override
    protected OutboxStore node(Loop loop) {
        return store.forNode(loop);
    }

    @Override
    protected RecordStore recordsOfNode(Loop loop) {
        return store.recordsForNode(loop);
    }

    @Override
    protected List<byte[]> outbox() {
        return store.outbox();
    }

    @Override
    protected List<String> projection(String kind, long id) {
        return store.projection(kind, id);
    }
}

package dev.switchboard.server.offline;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StoreFaults;

class InMemoryOfflineStoreTest extends OfflineStoreKit {
    private final InMemoryOfflineStore store = new InMemoryOfflineStore(System::currentTimeMillis, LIMITS);

    @Override
    protected OfflineStore node(Loop loop) {
        return store.forNode(loop, StoreFaults.none());
    }
}

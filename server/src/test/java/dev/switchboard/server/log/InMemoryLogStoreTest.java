package dev.switchboard.server.log;

import dev.switchboard.server.loop.Loop;

class InMemoryLogStoreTest extends LogStoreKit {
    private final InMemoryLogStore store = new InMemoryLogStore(System::currentTimeMillis, ENTRIES_MAX);

    @Override
    protected LogStore node(Loop loop) {
        return store.forNode(loop);
    }

    @Override
    protected void skip(long position) {
        store.skip(position);
    }

    @Override
    protected void failOver() {
        store.failOver();
    }

    @Override
    protected void loseLog() {
        store.rollBackTo(0);
    }
}

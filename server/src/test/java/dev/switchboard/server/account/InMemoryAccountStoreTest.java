package dev.switchboard.server.account;

import dev.switchboard.server.loop.Loop;

class InMemoryAccountStoreTest extends AccountStoreKit {
    private final InMemoryAccountStore store = new InMemoryAccountStore(System::currentTimeMillis);

    @Override
    protected AccountStore node(Loop loop) {
        return store.forNode(loop);
    }
}

package dev.switchboard.server.transcript;

import dev.switchboard.server.loop.Loop;

class InMemoryTranscriptStoreTest extends TranscriptStoreKit {
    private final InMemoryTranscriptStore store =
            new InMemoryTranscriptStore(System::currentTimeMillis, ENTRIES_MAX, LINES_BEYOND_MAX);

    @Override
    protected TranscriptStore node(Loop loop) {
        return store.forNode(loop);
    }
}

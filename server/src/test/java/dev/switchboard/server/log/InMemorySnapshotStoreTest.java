package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import org.junit.jupiter.api.Test;

class InMemorySnapshotStoreTest extends SnapshotStoreKit {
    private final InMemorySnapshotStore store = new InMemorySnapshotStore();

    @Override
    protected SnapshotStore node(Loop loop) {
        return store.forNode(loop);
    }

    @Test
    void shouldArchiveEachPositionOnce() {
        get(anna, () -> ofAnna.archive(someEntries()));
        get(bert, () -> ofBert.archive(someEntries()));
        assertThat(store.archived()).usingRecursiveComparison().isEqualTo(someEntries());
    }
}

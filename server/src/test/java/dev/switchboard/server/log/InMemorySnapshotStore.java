package dev.switchboard.server.log;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Snapshots and archives in memory, shared by all nodes. */
public final class InMemorySnapshotStore {
    private final NavigableMap<Long, NavigableMap<Integer, byte[]>> parts = new TreeMap<>();
    private final NavigableMap<Long, SnapshotStore.Manifest> manifests = new TreeMap<>();
    private final NavigableMap<Long, LogStore.RawEntry> archived = new TreeMap<>();

    public SnapshotStore forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public SnapshotStore forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    /** Everything that was ever archived, oldest first, each position once. */
    public synchronized List<LogStore.RawEntry> archived() {
        return List.copyOf(archived.values());
    }

    /** Remembers what is stored now; running it loses everything since. Archives are files, no failover touches them. */
    public synchronized Runnable savepoint() {
        var manifestsThen = new TreeMap<>(manifests);
        var partsThen = new TreeMap<Long, NavigableMap<Integer, byte[]>>();
        parts.forEach((position, ofOne) -> partsThen.put(position, new TreeMap<>(ofOne)));
        return () -> {
            synchronized (this) {
                manifests.clear();
                manifests.putAll(manifestsThen);
                parts.clear();
                parts.putAll(partsThen);
            }
        };
    }

    private final class View implements SnapshotStore {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Void> putPart(long position, int part, byte[] bytes) {
            byte[] copy = bytes.clone();
            return link.run(() ->
                    parts.computeIfAbsent(position, key -> new TreeMap<>()).put(part, copy));
        }

        @Override
        public CompletionStage<Void> putManifest(Manifest manifest) {
            return link.run(() -> manifests.put(manifest.position(), manifest));
        }

        @Override
        public CompletionStage<List<Manifest>> manifests() {
            return link.call(() -> new ArrayList<>(manifests.descendingMap().values()));
        }

        @Override
        public CompletionStage<byte @Nullable []> part(long position, int part) {
            return link.call(() -> {
                var found = parts.get(position);
                return found == null ? null : found.get(part);
            });
        }

        @Override
        public CompletionStage<Void> delete(long position) {
            return link.run(() -> {
                manifests.remove(position);
                parts.remove(position);
            });
        }

        @Override
        public CompletionStage<Void> archive(List<LogStore.RawEntry> entries) {
            List<LogStore.RawEntry> copy = List.copyOf(entries);
            return link.run(() -> copy.forEach(entry -> archived.put(entry.position(), entry)));
        }
    }
}

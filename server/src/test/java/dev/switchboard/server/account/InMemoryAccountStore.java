package dev.switchboard.server.account;

import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AccountStore.Stored;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Accounts in memory, shared by all nodes. */
public final class InMemoryAccountStore {
    private final LongSupplier utcMs;
    private final Map<Kind, Shelf> shelves = new EnumMap<>(Kind.class);
    private final Map<String, Passing> once = new HashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();

    /** @param utcMs the store's clock, for the life of {@code putOnce} */
    public InMemoryAccountStore(LongSupplier utcMs) {
        this.utcMs = utcMs;
        for (Kind kind : Kind.values()) {
            shelves.put(kind, new Shelf());
        }
    }

    public AccountStore forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public AccountStore forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    private Shelf shelf(Kind kind) {
        Shelf found = shelves.get(kind);
        if (found == null) {
            throw new IllegalStateException("No shelf for " + kind);
        }
        return found;
    }

    private @Nullable String passing(String key, boolean remove) {
        Passing found = once.get(key);
        if (found != null && (remove || found.endsMs() <= utcMs.getAsLong())) {
            once.remove(key);
        }
        return found == null || found.endsMs() <= utcMs.getAsLong() ? null : found.value();
    }

    private long raised(String key) {
        Mark found = marks.get(key);
        return found == null || found.endsMs() <= utcMs.getAsLong() ? 0 : found.value();
    }

    private record Passing(String value, long endsMs) {}

    private record Mark(long value, long endsMs) {}

    /** All objects of one kind. */
    private static final class Shelf {
        private final NavigableMap<Long, Stored> objects = new TreeMap<>();
        private final Map<String, Long> names = new HashMap<>();
        private final Map<Long, String> secrets = new HashMap<>();
        private long lastId;

        long put(long id, String name, long expected, byte[] value) {
            Stored old = requireRevision(id, expected);
            Long holder = names.get(name);
            if (holder != null && holder != id) {
                throw new StorageException(Reason.CONFLICT, "The name is taken by " + holder);
            }
            if (old != null) {
                names.remove(old.name());
            }
            names.put(name, id);
            objects.put(id, new Stored(id, name, expected + 1, value.clone()));
            return expected + 1;
        }

        void delete(long id, long expected) {
            Stored old = requireRevision(id, expected);
            if (old == null) {
                throw new StorageException(Reason.CONFLICT, "There is no object " + id);
            }
            objects.remove(id);
            names.remove(old.name());
            secrets.remove(id);
        }

        private @Nullable Stored requireRevision(long id, long expected) {
            Stored old = objects.get(id);
            long revision = old == null ? 0 : old.revision();
            if (revision != expected) {
                throw new StorageException(Reason.CONFLICT, "Revision is " + revision + ", not " + expected);
            }
            return old;
        }
    }

    private final class View implements AccountStore {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Long> nextId(Kind kind) {
            return link.call(() -> ++shelf(kind).lastId);
        }

        @Override
        public CompletionStage<Long> put(Kind kind, long id, String name, long expected, byte[] value) {
            return link.call(() -> shelf(kind).put(id, name, expected, value));
        }

        @Override
        public CompletionStage<Void> delete(Kind kind, long id, long expected) {
            return link.run(() -> shelf(kind).delete(id, expected));
        }

        @Override
        public CompletionStage<@Nullable Stored> get(Kind kind, long id) {
            return link.call(() -> shelf(kind).objects.get(id));
        }

        @Override
        public CompletionStage<@Nullable Stored> byName(Kind kind, String name) {
            return link.call(() -> {
                Long id = shelf(kind).names.get(name);
                return id == null ? null : shelf(kind).objects.get(id);
            });
        }

        @Override
        public CompletionStage<List<Stored>> list(Kind kind, long after, int limit) {
            return link.call(() -> shelf(kind).objects.tailMap(after, false).values().stream()
                    .limit(limit)
                    .toList());
        }

        @Override
        public CompletionStage<Void> putSecret(Kind kind, long id, String secret) {
            return link.run(() -> shelf(kind).secrets.put(id, secret));
        }

        @Override
        public CompletionStage<@Nullable String> secret(Kind kind, long id) {
            return link.call(() -> shelf(kind).secrets.get(id));
        }

        @Override
        public CompletionStage<Boolean> putOnce(String key, String value, long lifeMs) {
            return link.call(() -> {
                boolean free = passing(key, false) == null;
                if (free) {
                    once.put(key, new Passing(value, utcMs.getAsLong() + lifeMs));
                }
                return free;
            });
        }

        @Override
        public CompletionStage<@Nullable String> takeOnce(String key, boolean remove) {
            return link.call(() -> passing(key, remove));
        }

        @Override
        public CompletionStage<Long> raise(String key, long value, long lifeMs) {
            return link.call(() -> {
                long highest = Math.max(InMemoryAccountStore.this.raised(key), value);
                marks.put(key, new Mark(highest, utcMs.getAsLong() + lifeMs));
                return highest;
            });
        }

        @Override
        public CompletionStage<Long> raised(String key) {
            return link.call(() -> InMemoryAccountStore.this.raised(key));
        }

        @Override
        public CompletionStage<String> shared(String key, String proposal) {
            return link.call(() -> shared.computeIfAbsent(key, absent -> proposal));
        }
    }
}

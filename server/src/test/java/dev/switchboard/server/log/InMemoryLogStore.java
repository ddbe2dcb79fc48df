package dev.switchboard.server.log;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The log of a simulated Redis: one object shared by all nodes, each with its own view. */
public final class InMemoryLogStore {
    private static final int ENTRIES_MAX = 200_000;

    private final LongSupplier utcMs;
    private final int entriesMax;
    private final NavigableMap<Long, LogStore.RawEntry> entries = new TreeMap<>();
    private final SortedSet<Long> skipped = new TreeSet<>();
    private final Set<View> waiting = new LinkedHashSet<>();
    private LogStore.Tip tip = LogStore.Tip.EMPTY;
    private long incarnation;
    /** Counts failovers, and stands for the name of Redis' history; the others are what it was at the last write. */
    private int history;

    private int historyOfTip;
    private int historyOfIncarnation;

    /** @param utcMs the store's clock, the source of {@code t} */
    public InMemoryLogStore(LongSupplier utcMs) {
        this(utcMs, ENTRIES_MAX);
    }

    public InMemoryLogStore(LongSupplier utcMs, int entriesMax) {
        this.utcMs = utcMs;
        this.entriesMax = entriesMax;
    }

    public LogStore forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public LogStore forNode(Loop loop, StoreFaults faults) {
        return new View(loop, faults);
    }

    /** Loses all entries after the position, as a failover to a replica that lags does. */
    public synchronized void rollBackTo(long position) {
        entries.tailMap(position, false).clear();
        var last = entries.lastEntry();
        tip = last == null ? LogStore.Tip.EMPTY : Chain.after(last.getValue());
        failOver();
    }

    /** Another server goes on with what is stored, which may be less than there was. */
    public synchronized void failOver() {
        history++;
    }

    /** Remembers what is stored now; running it loses everything since, as a failover to a replica that lags does. */
    public synchronized Runnable savepoint() {
        var entriesThen = new TreeMap<>(entries);
        LogStore.Tip tipThen = tip;
        long incarnationThen = incarnation;
        int historyOfTipThen = historyOfTip;
        int historyOfIncarnationThen = historyOfIncarnation;
        return () -> {
            synchronized (this) {
                entries.clear();
                entries.putAll(entriesThen);
                tip = tipThen;
                incarnation = incarnationThen;
                historyOfTip = historyOfTipThen;
                historyOfIncarnation = historyOfIncarnationThen;
                failOver();
            }
        };
    }

    /** An operator's {@code SADD sb:{r0}:skip}. */
    public synchronized void skip(long position) {
        skipped.add(position);
    }

    /** All entries, oldest first. */
    public synchronized List<LogStore.RawEntry> entries() {
        return List.copyOf(entries.values());
    }

    public synchronized LogStore.Tip tip() {
        return tip;
    }

    private List<Long> append(List<byte[]> payloads, long above, int done) {
        if (entries.size() + payloads.size() > entriesMax) {
            throw new StorageException(Reason.LOG_FULL, "The log has its limit of " + entriesMax + " entries");
        }
        var positions = new ArrayList<Long>(done);
        long lost = tip.position() > 0 && historyOfTip != history ? LogStore.LOST_MAX : 0;
        long next = Math.max(tip.position() + lost, above) + 1;
        for (byte[] payload : payloads.subList(0, done)) {
            long position = next++;
            var entry = new LogStore.RawEntry(position, tip.hash(), utcMs.getAsLong(), payload.clone());
            entries.put(position, entry);
            tip = Chain.after(entry);
            historyOfTip = history;
            positions.add(position);
        }
        List<View> woken = List.copyOf(waiting);
        waiting.clear();
        woken.forEach(view -> view.loop.execute(view::wake));
        return positions;
    }

    private long nextIncarnation() {
        incarnation += incarnation > 0 && historyOfIncarnation != history ? LogStore.LOST_MAX : 1;
        historyOfIncarnation = history;
        return incarnation;
    }

    private LogStore.Batch batch(long after, int max) {
        var found = entries.tailMap(after, false).values().stream().limit(max).toList();
        return new LogStore.Batch(found, tip);
    }

    private final class View implements LogStore {
        private final Loop loop;
        private final StoreLink link;
        /** Reads have a connection of their own: appends do not wait behind a blocked read. */
        private final StoreLink readLink;

        private @Nullable Runnable read;

        View(Loop loop, StoreFaults faults) {
            this.loop = loop;
            this.link = new StoreLink(loop, faults, InMemoryLogStore.this);
            this.readLink = new StoreLink(loop, faults, InMemoryLogStore.this);
        }

        @Override
        public CompletionStage<List<Long>> append(List<byte[]> payloads, long above) {
            List<byte[]> copy = List.copyOf(payloads);
            return link.callBatch(copy.size(), done -> InMemoryLogStore.this.append(copy, above, done));
        }

        @Override
        public CompletionStage<Batch> read(long after, int max, long waitMs) {
            if (read != null) {
                throw new IllegalStateException("One read at a time");
            }
            var result = new CompletableFuture<Batch>();
            Loop.Timer timeout = loop.schedule(waitMs, this::wake);
            read = () -> {
                timeout.cancel();
                complete(readLink.call(() -> batch(after, max)), result);
            };
            synchronized (InMemoryLogStore.this) {
                if (!batch(after, 1).entries().isEmpty() || tip.position() < after) {
                    loop.execute(this::wake);
                } else {
                    waiting.add(this);
                }
            }
            return result;
        }

        private void wake() {
            if (read != null) {
                Runnable woken = read;
                read = null;
                woken.run();
            }
        }

        @Override
        public CompletionStage<Tip> tip() {
            return link.call(InMemoryLogStore.this::tip);
        }

        @Override
        public CompletionStage<Void> trim(long upTo) {
            return link.run(() -> entries.headMap(upTo, true).clear());
        }

        @Override
        public CompletionStage<List<Long>> skipped() {
            return link.call(() -> List.copyOf(skipped));
        }

        @Override
        public CompletionStage<Long> nextIncarnation() {
            return link.call(InMemoryLogStore.this::nextIncarnation);
        }
    }

    private static <T> void complete(CompletionStage<T> from, CompletableFuture<T> to) {
        var unused = from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }
}

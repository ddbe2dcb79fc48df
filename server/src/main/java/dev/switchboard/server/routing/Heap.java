package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose entries know where they stand, so that any of them can be moved or removed in O(log n) and none is
 * allocated for. An entry is in at most one heap. The layout depends on history; only the order, which must be total, may
 * decide anything.
 *
 * <p>Each entry's rank stands beside it, so that nearly all comparisons are between numbers that lie together: with 10,000
 * agents, to look into two of them costs more than all the rest of a comparison. Every entry that is sifted past is written to;
 * where entries are many and seldom touched, a {@link RankedSet} costs less.
 */
final class Heap<T extends Heap.Entry> {
    /** What can stand in a heap. */
    abstract static class Entry {
        private int heapIndex = -1;

        final boolean inHeap() {
            return heapIndex >= 0;
        }
    }

    private final ToLongFunction<T> rank;
    private final Comparator<T> order;
    private final ArrayList<T> entries = new ArrayList<>();
    private long[] ranks = new long[4];

    /**
     * @param rank first part of the order: a lower one goes before a higher one
     * @param order the whole order; asked only between equal ranks
     */
    Heap(ToLongFunction<T> rank, Comparator<T> order) {
        this.rank = rank;
        this.order = order;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean contains(T entry) {
        int index = indexOf(entry);
        return index >= 0 && index < entries.size() && entries.get(index) == entry;
    }

    @Nullable
    T peek() {
        return entries.isEmpty() ? null : entries.get(0);
    }

    void add(T entry) {
        if (entry.inHeap()) {
            throw new IllegalStateException("entry is in a heap already: " + entry);
        }
        int index = entries.size();
        entries.add(entry);
        if (index == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * index);
        }
        siftUp(entry, rank.applyAsLong(entry), index);
    }

    void remove(T entry) {
        if (!contains(entry)) {
            throw new IllegalStateException("entry is not in this heap: " + entry);
        }
        int index = indexOf(entry);
        int lastIndex = entries.size() - 1;
        T last = entries.remove(lastIndex);
        setIndex(entry, -1);
        if (last != entry) {
            place(last, ranks[lastIndex], index);
        }
    }

    /** To be called after an entry's place in the order changed. */
    void moved(T entry) {
        place(entry, rank.applyAsLong(entry), indexOf(entry));
    }

    /** Visits the entries in the heap's layout, which must not decide anything. */
    void forEach(Consumer<T> visitor) {
        entries.forEach(visitor);
    }

    private void place(T entry, long itsRank, int index) {
        if (index > 0 && before(entry, itsRank, (index - 1) >>> 1)) {
            siftUp(entry, itsRank, index);
        } else {
            siftDown(entry, itsRank, index);
        }
    }

    private void siftUp(T entry, long itsRank, int from) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!before(entry, itsRank, parent)) {
                break;
            }
            put(entries.get(parent), ranks[parent], index);
            index = parent;
        }
        put(entry, itsRank, index);
    }

    private void siftDown(T entry, long itsRank, int from) {
        int index = from;
        int size = entries.size();
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (before(entry, itsRank, child)) {
                break;
            }
            put(entries.get(child), ranks[child], index);
            index = child;
        }
        put(entry, itsRank, index);
    }

    private boolean before(int a, int b) {
        return ranks[a] != ranks[b] ? ranks[a] < ranks[b] : order.compare(entries.get(a), entries.get(b)) < 0;
    }

    private boolean before(T entry, long itsRank, int other) {
        return itsRank != ranks[other] ? itsRank < ranks[other] : order.compare(entry, entries.get(other)) < 0;
    }

    private void put(T entry, long itsRank, int index) {
        entries.set(index, entry);
        ranks[index] = itsRank;
        setIndex(entry, index);
    }

    private static int indexOf(Entry entry) {
        return entry.heapIndex;
    }

    private static void setIndex(Entry entry, int index) {
        entry.heapIndex = index;
    }
}

package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose entries know where they stand, so that any of them can be moved or removed in O(log n) and none is
 * allocated for. An entry is in at most one heap. The layout depends on history; only the order, which must be total, may
 * decide anything.
 */
final class Heap<T extends Heap.Entry> {
    /** What can stand in a heap. */
    abstract static class Entry {
        private int heapIndex = -1;

        final boolean inHeap() {
            return heapIndex >= 0;
        }
    }

    private final Comparator<T> order;
    private final ArrayList<T> entries = new ArrayList<>();

    Heap(Comparator<T> order) {
        this.order = order;
    }

    int size() {
        return entries.size();
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
        entries.add(entry);
        siftUp(entry, entries.size() - 1);
    }

    void remove(T entry) {
        if (!contains(entry)) {
            throw new IllegalStateException("entry is not in this heap: " + entry);
        }
        int index = indexOf(entry);
        T last = entries.remove(entries.size() - 1);
        setIndex(entry, -1);
        if (last != entry) {
            place(last, index);
        }
    }

    /** To be called after an entry's place in the order changed. */
    void moved(T entry) {
        place(entry, indexOf(entry));
    }

    /** Visits the entries in the heap's layout, which must not decide anything. */
    void forEach(Consumer<T> visitor) {
        entries.forEach(visitor);
    }

    /** A copy in order. */
    List<T> sorted() {
        List<T> copy = new ArrayList<>(entries);
        copy.sort(order);
        return copy;
    }

    private void place(T entry, int index) {
        if (index > 0 && order.compare(entry, entries.get((index - 1) >>> 1)) < 0) {
            siftUp(entry, index);
        } else {
            siftDown(entry, index);
        }
    }

    private void siftUp(T entry, int from) {
        int index = from;
        while (index > 0) {
            int parentIndex = (index - 1) >>> 1;
            T parent = entries.get(parentIndex);
            if (order.compare(entry, parent) >= 0) {
                break;
            }
            put(parent, index);
            index = parentIndex;
        }
        put(entry, index);
    }

    private void siftDown(T entry, int from) {
        int index = from;
        int size = entries.size();
        while (2 * index + 1 < size) {
            int childIndex = 2 * index + 1;
            T child = entries.get(childIndex);
            if (childIndex + 1 < size && order.compare(entries.get(childIndex + 1), child) < 0) {
                childIndex++;
                child = entries.get(childIndex);
            }
            if (order.compare(entry, child) <= 0) {
                break;
            }
            put(child, index);
            index = childIndex;
        }
        put(entry, index);
    }

    private void put(T entry, int index) {
        entries.set(index, entry);
        setIndex(entry, index);
    }

    private static int indexOf(Entry entry) {
        return entry.heapIndex;
    }

    private static void setIndex(Entry entry, int index) {
        entry.heapIndex = index;
    }
}

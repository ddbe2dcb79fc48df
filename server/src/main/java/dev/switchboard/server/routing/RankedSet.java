package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;

/**
 * A sorted set that knows the place of what it holds without counting through it: sorted blocks of bounded size, so that a
 * place is a sum over blocks and a binary search. A tree of the JDK would walk through all that stand before. As in a
 * {@link Heap}, each element's rank stands beside it.
 */
final class RankedSet<E> implements Iterable<E> {
    /** For 10,000 elements it gives at most some 80 blocks; inserting moves at most so many references. */
    static final int BLOCK_MAX = 256;

    private final ToLongFunction<? super E> rank;
    private final Comparator<? super E> order;
    /** At least one; none is empty unless it is the only one. */
    private final ArrayList<Block> blocks = new ArrayList<>(1);

    private int size;

    /** Some elements, in order: those from {@code start} to {@code end}. What goes before all others mostly leaves next. */
    private final class Block {
        private long[] ranks;
        private Object[] elements;
        private int start;
        private int end;

        private Block() {
            ranks = new long[4];
            elements = new Object[4];
        }

        /** The last ones of a full block, which gives them away. */
        private Block(Block of, int count) {
            ranks = new long[BLOCK_MAX];
            elements = new Object[BLOCK_MAX];
            System.arraycopy(of.ranks, of.end - count, ranks, 0, count);
            System.arraycopy(of.elements, of.end - count, elements, 0, count);
            end = count;
            Arrays.fill(of.elements, of.end - count, of.end, null);
            of.end -= count;
        }

        private int size() {
            return end - start;
        }

        @SuppressWarnings("unchecked")
        private E get(int at) {
            return (E) elements[at];
        }

        /** {@return where it is, or as -1 - n where it would be} */
        private int find(E element, long itsRank) {
            int low = start;
            int high = end - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int compared = compare(middle, element, itsRank);
                if (compared < 0) {
                    low = middle + 1;
                } else if (compared > 0) {
                    high = middle - 1;
                } else {
                    return middle;
                }
            }
            return -1 - low;
        }

        private int compare(int at, E element, long itsRank) {
            return ranks[at] != itsRank ? Long.compare(ranks[at], itsRank) : order.compare(get(at), element);
        }

        private boolean endsBefore(E element, long itsRank) {
            return compare(end - 1, element, itsRank) < 0;
        }

        private void insert(int at, E element, long itsRank) {
            if (at == start && start > 0) {
                // One that had left comes back.
                start--;
                ranks[start] = itsRank;
                elements[start] = element;
                return;
            }
            int moved = end - at;
            if (end == ranks.length) {
                makeRoom();
            }
            int to = end - moved;
            System.arraycopy(ranks, to, ranks, to + 1, moved);
            System.arraycopy(elements, to, elements, to + 1, moved);
            ranks[to] = itsRank;
            elements[to] = element;
            end++;
        }

        /** Moves all to the front where that is half empty, so that it seldom happens; else takes more memory. */
        private void makeRoom() {
            int count = size();
            boolean sparse = start >= count;
            long[] newRanks = sparse ? ranks : new long[2 * ranks.length];
            Object[] newElements = sparse ? elements : new Object[2 * elements.length];
            System.arraycopy(ranks, start, newRanks, 0, count);
            System.arraycopy(elements, start, newElements, 0, count);
            if (sparse) {
                Arrays.fill(elements, count, end, null);
            }
            ranks = newRanks;
            elements = newElements;
            start = 0;
            end = count;
        }

        private void delete(int at) {
            if (at - start < end - at) {
                System.arraycopy(ranks, start, ranks, start + 1, at - start);
                System.arraycopy(elements, start, elements, start + 1, at - start);
                elements[start++] = null;
            } else {
                System.arraycopy(ranks, at + 1, ranks, at, end - at - 1);
                System.arraycopy(elements, at + 1, elements, at, end - at - 1);
                elements[--end] = null;
            }
        }
    }

    /**
     * @param rank first part of the order: a lower one goes before a higher one
     * @param order the whole order; asked only between equal ranks
     */
    RankedSet(ToLongFunction<? super E> rank, Comparator<? super E> order) {
        this.rank = rank;
        this.order = order;
        blocks.add(new Block());
    }

    /** {@return false if it is there already} */
    boolean add(E element) {
        long itsRank = rank.applyAsLong(element);
        int number = Math.min(blockOf(element, itsRank), blocks.size() - 1);
        Block block = blocks.get(number);
        int at = block.find(element, itsRank);
        if (at >= 0) {
            return false;
        }
        block.insert(-at - 1, element, itsRank);
        size++;
        if (block.size() > BLOCK_MAX) {
            blocks.add(number + 1, new Block(block, BLOCK_MAX / 2));
        }
        return true;
    }

    /** {@return false if it is not there} */
    boolean remove(E element) {
        long itsRank = rank.applyAsLong(element);
        int number = blockOf(element, itsRank);
        if (number == blocks.size()) {
            return false;
        }
        Block block = blocks.get(number);
        int at = block.find(element, itsRank);
        if (at < 0) {
            return false;
        }
        block.delete(at);
        size--;
        if (block.size() == 0 && blocks.size() > 1) {
            blocks.remove(number);
        }
        return true;
    }

    boolean contains(E element) {
        long itsRank = rank.applyAsLong(element);
        int number = blockOf(element, itsRank);
        return number < blocks.size() && blocks.get(number).find(element, itsRank) >= 0;
    }

    /** {@return how many come before the element, itself included if it is there} */
    int place(E element) {
        long itsRank = rank.applyAsLong(element);
        int number = blockOf(element, itsRank);
        int before = 0;
        for (int i = 0; i < number; i++) {
            before += blocks.get(i).size();
        }
        if (number == blocks.size()) {
            return before;
        }
        Block block = blocks.get(number);
        int at = block.find(element, itsRank);
        return before - block.start + (at >= 0 ? at + 1 : -at - 1);
    }

    /** The first block that ends with the element or behind it. */
    private int blockOf(E element, long itsRank) {
        int low = 0;
        int high = size == 0 ? 0 : blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).endsBefore(element, itsRank)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    E first() {
        if (size == 0) {
            throw new NoSuchElementException("empty");
        }
        Block block = blocks.get(0);
        return block.get(block.start);
    }

    /** {@return the rank of the first, the highest number if there is none} */
    long firstRank() {
        Block block = blocks.get(0);
        return size == 0 ? Long.MAX_VALUE : block.ranks[block.start];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** All, as they are now. */
    List<E> toList() {
        List<E> all = new ArrayList<>(size);
        forEach(all::add);
        return all;
    }

    /** In order. Nothing may change meanwhile. */
    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private int number;
            private Block block = blocks.get(0);
            private int at = block.start;

            @Override
            public boolean hasNext() {
                // Only the first block can be empty, and then there is no other.
                return at < block.end || number + 1 < blocks.size();
            }

            @Override
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no more");
                }
                if (at == block.end) {
                    block = blocks.get(++number);
                    at = block.start;
                }
                return block.get(at++);
            }
        };
    }
}

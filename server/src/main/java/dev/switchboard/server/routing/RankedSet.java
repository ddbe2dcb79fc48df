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

    /** Some elements, in order. */
    private final class Block {
        private long[] ranks;
        private final ArrayList<E> elements;

        private Block() {
            ranks = new long[4];
            elements = new ArrayList<>();
        }

        private Block(Block of, int from) {
            ranks = Arrays.copyOfRange(of.ranks, from, of.ranks.length);
            elements = new ArrayList<>(of.elements.subList(from, of.elements.size()));
        }

        private int size() {
            return elements.size();
        }

        /** {@return where it is, or as -1 - n where it would be} */
        private int find(E element, long itsRank) {
            int low = 0;
            int high = elements.size() - 1;
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
            return ranks[at] != itsRank ? Long.compare(ranks[at], itsRank) : order.compare(elements.get(at), element);
        }

        private boolean endsBefore(E element, long itsRank) {
            return compare(elements.size() - 1, element, itsRank) < 0;
        }

        private void insert(int at, E element, long itsRank) {
            int count = elements.size();
            if (count == ranks.length) {
                ranks = Arrays.copyOf(ranks, 2 * count);
            }
            System.arraycopy(ranks, at, ranks, at + 1, count - at);
            ranks[at] = itsRank;
            elements.add(at, element);
        }

        private void delete(int at) {
            System.arraycopy(ranks, at + 1, ranks, at, elements.size() - at - 1);
            elements.remove(at);
        }

        private Block split() {
            Block second = new Block(this, BLOCK_MAX / 2);
            elements.subList(BLOCK_MAX / 2, elements.size()).clear();
            return second;
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
            blocks.add(number + 1, block.split());
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
        int at = blocks.get(number).find(element, itsRank);
        return before + (at >= 0 ? at + 1 : -at - 1);
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
        return blocks.get(0).elements.get(0);
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
        blocks.forEach(block -> all.addAll(block.elements));
        return all;
    }

    /** In order; what changes meanwhile ends it with an exception or is not seen. */
    @Override
    public Iterator<E> iterator() {
        Iterator<Block> rest = blocks.iterator();
        return new Iterator<>() {
            private Iterator<E> block = rest.next().elements.iterator();

            @Override
            public boolean hasNext() {
                // Only the first block can be empty, and then there is no other.
                return block.hasNext() || rest.hasNext();
            }

            @Override
            public E next() {
                if (!block.hasNext()) {
                    block = rest.next().elements.iterator();
                }
                return block.next();
            }
        };
    }
}

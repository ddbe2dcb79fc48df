package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A sorted set that knows the rank of what it holds without counting through it: sorted blocks of bounded size, so that a
 * rank is a sum over blocks and a binary search. A tree of the JDK would walk through all that stand before.
 */
final class RankedSet<E> implements Iterable<E> {
    /** For 10,000 elements it gives at most some 80 blocks; inserting moves at most so many references. */
    static final int BLOCK_MAX = 256;

    private final Comparator<? super E> order;
    /** None is empty. */
    private final List<List<E>> blocks = new ArrayList<>();

    private int size;

    RankedSet(Comparator<? super E> order) {
        this.order = order;
    }

    /** {@return false if it is there already} */
    boolean add(E element) {
        if (blocks.isEmpty()) {
            size = 1;
            return blocks.add(new ArrayList<>(List.of(element)));
        }
        int number = Math.min(blockOf(element), blocks.size() - 1);
        List<E> block = blocks.get(number);
        int at = Collections.binarySearch(block, element, order);
        if (at >= 0) {
            return false;
        }
        block.add(-at - 1, element);
        size++;
        if (block.size() > BLOCK_MAX) {
            List<E> second = block.subList(BLOCK_MAX / 2, block.size());
            blocks.add(number + 1, new ArrayList<>(second));
            second.clear();
        }
        return true;
    }

    /** {@return false if it is not there} */
    boolean remove(E element) {
        int number = blockOf(element);
        if (number == blocks.size()) {
            return false;
        }
        List<E> block = blocks.get(number);
        int at = Collections.binarySearch(block, element, order);
        if (at < 0) {
            return false;
        }
        block.remove(at);
        size--;
        if (block.isEmpty()) {
            blocks.remove(number);
        }
        return true;
    }

    boolean contains(E element) {
        int number = blockOf(element);
        return number < blocks.size() && Collections.binarySearch(blocks.get(number), element, order) >= 0;
    }

    /** {@return how many come before the element, itself included if it is there} */
    int rank(E element) {
        int number = blockOf(element);
        int before = 0;
        for (int i = 0; i < number; i++) {
            before += blocks.get(i).size();
        }
        if (number == blocks.size()) {
            return before;
        }
        int at = Collections.binarySearch(blocks.get(number), element, order);
        return before + (at >= 0 ? at + 1 : -at - 1);
    }

    /** The first block that ends with the element or behind it. */
    private int blockOf(E element) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            List<E> block = blocks.get(middle);
            if (order.compare(block.get(block.size() - 1), element) < 0) {
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
        return blocks.get(0).get(0);
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
        blocks.forEach(all::addAll);
        return all;
    }

    /** In order; what changes meanwhile ends it with an exception or is not seen. */
    @Override
    public Iterator<E> iterator() {
        Iterator<List<E>> rest = blocks.iterator();
        return new Iterator<>() {
            private Iterator<E> block = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return block.hasNext() || rest.hasNext();
            }

            @Override
            public E next() {
                // No block is empty.
                if (!block.hasNext()) {
                    block = rest.next().iterator();
                }
                return block.next();
            }
        };
    }
}

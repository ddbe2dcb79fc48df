package dev.switchboard.loadtest.simulate.engine;

import java.util.Arrays;

/** A growing list of plain numbers. */
public final class LongList {
    private long[] values = new long[64];
    private int size;

    /** Adds at the end. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** {@return how many there are} */
    public int size() {
        return size;
    }

    /** {@return the number at an index from 0 on} */
    public long get(int index) {
        return values[index];
    }

    /** {@return a copy} */
    public long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}

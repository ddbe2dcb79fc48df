package dev.switchboard.loadtest.simulate.engine;

import java.util.Arrays;

/**
 * What is going to happen, the earliest first; at the same moment by kind, then in the order in which it was added. A binary heap
 * of plain numbers.
 */
final class EventHeap {
    private static final int KIND_SHIFT = 60;

    private long[] times = new long[256];
    private long[] orders = new long[256];
    private int[] subjects = new int[256];
    private int[] stamps = new int[256];
    private int size;
    private long sequence;

    boolean isEmpty() {
        return size == 0;
    }

    /** Time of the first event; {@link Long#MAX_VALUE} when there is none. */
    long time() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    int kind() {
        return (int) (orders[0] >>> KIND_SHIFT);
    }

    int subject() {
        return subjects[0];
    }

    int stamp() {
        return stamps[0];
    }

    /** @param kind 0–7; the smaller goes first at the same moment */
    void add(long time, int kind, int subject, int stamp) {
        if (size == times.length) {
            int length = 2 * size;
            times = Arrays.copyOf(times, length);
            orders = Arrays.copyOf(orders, length);
            subjects = Arrays.copyOf(subjects, length);
            stamps = Arrays.copyOf(stamps, length);
        }
        long order = (long) kind << KIND_SHIFT | sequence++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!before(time, order, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, time, order, subject, stamp);
    }

    /** Drops the first event. */
    void remove() {
        size--;
        if (size == 0) {
            return;
        }
        long time = times[size];
        long order = orders[size];
        int hole = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(times[child + 1], orders[child + 1], child)) {
                child++;
            }
            if (before(time, order, child)) {
                break;
            }
            move(child, hole);
            hole = child;
            child = 2 * hole + 1;
        }
        put(hole, time, order, subjects[size], stamps[size]);
    }

    private boolean before(long time, long order, int other) {
        return time < times[other] || (time == times[other] && order < orders[other]);
    }

    private void move(int from, int to) {
        put(to, times[from], orders[from], subjects[from], stamps[from]);
    }

    private void put(int at, long time, long order, int subject, int stamp) {
        times[at] = time;
        orders[at] = order;
        subjects[at] = subject;
        stamps[at] = stamp;
    }
}

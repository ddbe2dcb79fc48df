package dev.switchboard.loadtest.simulate.engine;

import java.util.Arrays;

/** The chats that are there, as columns of plain numbers. */
final class Slots {
    static final byte WAITING = 1;
    static final byte TALKING = 2;
    static final byte WRAPPING_UP = 3;
    private static final byte FREE = 0;

    long[] number = new long[64];
    long[] arrival = new long[64];
    long[] start = new long[64];
    long[] work = new long[64];
    long[] wrapUp = new long[64];
    /** The amount of work that its agent will have done for each of his chats when this one is finished. */
    double[] goal = new double[64];

    int[] chatClass = new int[64];
    int[] agent = new int[64];
    byte[] state = new byte[64];

    private int[] free = new int[64];
    private int freeCount;
    private int used;

    int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (used == number.length) {
            grow();
        }
        return used++;
    }

    private void grow() {
        if (used == CoreDesk.SLOTS_MAX) {
            throw new SimulationException("More than " + used + " chats are open at once");
        }
        int size = 2 * used;
        number = Arrays.copyOf(number, size);
        arrival = Arrays.copyOf(arrival, size);
        start = Arrays.copyOf(start, size);
        work = Arrays.copyOf(work, size);
        wrapUp = Arrays.copyOf(wrapUp, size);
        goal = Arrays.copyOf(goal, size);
        chatClass = Arrays.copyOf(chatClass, size);
        agent = Arrays.copyOf(agent, size);
        state = Arrays.copyOf(state, size);
        free = Arrays.copyOf(free, size);
    }

    void release(int slot) {
        state[slot] = FREE;
        free[freeCount++] = slot;
    }

    boolean isFree(int slot) {
        return state[slot] == FREE;
    }

    /** All slots in use are below this. */
    int used() {
        return used;
    }
}

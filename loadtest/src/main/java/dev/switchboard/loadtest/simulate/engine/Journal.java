package dev.switchboard.loadtest.simulate.engine;

/** What became of each measured chat, in the order in which they ended. */
public final class Journal {
    /** The agent of a chat that nobody got. */
    public static final int NOBODY = -1;

    /** How it ended. */
    public enum End {
        SERVED,
        ABANDONED,
        BLOCKED
    }

    private static final int REFUSED = -2;
    private static final int COLUMNS = 6;

    private final LongList cells = new LongList();

    void add(long number, int chatClass, long arrival, long waitEnd, long end, int agent, End how) {
        cells.add(number);
        cells.add(chatClass);
        cells.add(arrival);
        cells.add(waitEnd);
        cells.add(end);
        cells.add(how == End.BLOCKED ? REFUSED : agent);
    }

    /** {@return how many chats} */
    public int size() {
        return cells.size() / COLUMNS;
    }

    /** {@return the chat's number in its run, from 0 on in the order of arrival} */
    public long number(int row) {
        return cells.get(row * COLUMNS);
    }

    /** {@return number of the class} */
    public int chatClass(int row) {
        return (int) cells.get(row * COLUMNS + 1);
    }

    /** {@return when it came, in ns from the start of the run} */
    public long arrival(int row) {
        return cells.get(row * COLUMNS + 2);
    }

    /** {@return when an agent got it, or the customer left, or was refused} */
    public long waitEnd(int row) {
        return cells.get(row * COLUMNS + 3);
    }

    /** {@return when its units were free again; that of the wait for those who got nobody} */
    public long end(int row) {
        return cells.get(row * COLUMNS + 4);
    }

    /** {@return number of the agent, or {@link #NOBODY}} */
    public int agent(int row) {
        return Math.max(NOBODY, (int) cells.get(row * COLUMNS + 5));
    }

    /** {@return how it ended} */
    public End how(int row) {
        long agent = cells.get(row * COLUMNS + 5);
        return agent > NOBODY ? End.SERVED : agent == NOBODY ? End.ABANDONED : End.BLOCKED;
    }
}

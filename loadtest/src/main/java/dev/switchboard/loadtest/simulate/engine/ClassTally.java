package dev.switchboard.loadtest.simulate.engine;

/**
 * Counts and sums of the chats of one class that arrived in the window of one replication, each followed to its end; and areas
 * over the window, whoever was there. Times in ns.
 */
public final class ClassTally {
    /** Chats in line, and with agents (wrap-up included). */
    public final Level waiting;

    public final Level inService;

    /** Counts of chats. */
    public long offered;

    public long served;
    public long abandoned;
    public long blocked;
    public long shortAbandoned;

    /** Chats that were neither served at once nor blocked. */
    public long delayed;

    /** By threshold. */
    public final long[] servedWithin;

    public final long[] abandonedWithin;

    public double waitOfServed;
    public double waitOfAbandoned;
    /** From the start of the conversation until the units were free. */
    public double handleOfServed;
    /** What all offered chats would hold their units for, at speed 1. */
    public double work;

    /** Waits above zero. */
    public final LongList servedWaits = new LongList();

    public final LongList abandonedWaits = new LongList();

    /** Of chats that came before the window: their waiting, and their handling, within it. */
    public double waitCarriedIn;

    public double handleCarriedIn;
    /** Of measured chats: their waiting, and their handling, behind the window. */
    public double waitCarriedOut;

    public double handleCarriedOut;

    ClassTally(long from, long until, int thresholds) {
        this.waiting = new Level(from, until);
        this.inService = new Level(from, until);
        this.servedWithin = new long[thresholds];
        this.abandonedWithin = new long[thresholds];
    }
}

package dev.switchboard.loadtest.simulate.engine;

/** What the agents of a group did within the window of one replication. */
public final class GroupTally {
    /** Units taken. */
    public final Level units;
    /** Agents with at least one chat. */
    public final Level busy;

    GroupTally(long from, long until) {
        this.units = new Level(from, until);
        this.busy = new Level(from, until);
    }
}

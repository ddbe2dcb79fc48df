package dev.switchboard.loadtest.verify;

/** One promise under watch. Reads observations in order, on one thread. */
interface Check {

    void observe(Observation observation);

    /** Time has come this far without anything that concerns this check. */
    default void advance(long nowNanos) {}
}

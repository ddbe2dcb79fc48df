package dev.switchboard.loadtest.actor;

import java.util.concurrent.Executor;

/** The one thread of all actors, and its clock. As an executor it runs what it is given in order, after the present task. */
public interface ActorLoop extends Executor {

    /** Something to be done later. */
    interface Timer {
        /** Does nothing when the timer has fired. */
        void cancel();
    }

    /** A monotonic clock. */
    long nanoTime();

    /** Runs the task at the given time of the clock, or at once when that is past. */
    Timer at(long nanoTime, Runnable task);
}

package dev.switchboard.client.internal.connection;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Everything that one client gets from outside: its logical thread with clock and timers, chance, and the network. */
public interface Environment {

    /** Milliseconds of a clock that never steps; only differences mean something. From any thread. */
    long nowMs();

    /** UTC milliseconds, for signed assertions only; may step. */
    long utcMs();

    /** Runs the task on the logical thread after all tasks handed over before; from any thread. */
    void execute(Runnable task);

    /** Runs the task on the logical thread after the delay; from the logical thread only. */
    Timer schedule(long delayMs, Runnable task);

    /** Where callbacks run unless the client was given an executor of its own; never the logical thread in production. */
    Executor callbacks();

    /** For jitter and ids; used on the logical thread only. */
    RandomGenerator random();

    /** The network. */
    Transport transport();

    /** The client uses this environment no more; called once. */
    void close();

    /** A task to come. */
    interface Timer {
        /** Harmless when it ran already. From the logical thread only. */
        void cancel();
    }
}

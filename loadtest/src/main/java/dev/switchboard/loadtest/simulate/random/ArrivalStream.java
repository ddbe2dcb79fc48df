package dev.switchboard.loadtest.simulate.random;

/** The moments at which chats of one class arrive in one run, in order. */
@FunctionalInterface
public interface ArrivalStream {
    /** {@return the next moment in ns from the start of the run; {@link Long#MAX_VALUE} when none comes any more} */
    long next();
}

package dev.switchboard.server.redis;

/** Told of each call after it ended, on a thread of this package; must be quick and must not throw. */
@FunctionalInterface
public interface RedisMeter {
    RedisMeter NONE = (operation, nanos, failed) -> {};

    /**
     * @param operation one of a small fixed set of names, such as {@code log.append}
     * @param nanos from the call to its answer, waiting included
     */
    void done(String operation, long nanos, boolean failed);
}

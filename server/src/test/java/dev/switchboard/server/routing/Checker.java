package dev.switchboard.server.routing;

/** Watches a run from outside, by events and views only, and throws an {@link AssertionError} when a promise is broken. */
public interface Checker {
    /** Before an entry is applied. */
    default void before(LogEntry entry, RoutingView view) {}

    /** After it was applied. */
    void after(LogEntry entry, Applied applied, RoutingView view);

    /** At the end of the run. */
    default void end(RoutingCore core) {}
}

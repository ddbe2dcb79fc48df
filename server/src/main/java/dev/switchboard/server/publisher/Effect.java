package dev.switchboard.server.publisher;

import dev.switchboard.server.routing.Event;
import java.util.concurrent.CompletionStage;

/**
 * Something outside the log that must happen for an event, run by the publisher for every event in log order. It may run
 * twice (two publishers for a moment, a repeat after a failure), so it must be guarded and idempotent by itself.
 */
@FunctionalInterface
public interface Effect {
    /**
     * Begins the effect, on the loop. Effects of later events may begin before this one is done; the cursor moves past
     * the event only after it is, so a publisher that dies leaves it to the next.
     *
     * @param t UTC milliseconds of the log entry, by the storage's clock
     * @return fails when it should be repeated; completed at once where there is nothing to do
     */
    CompletionStage<Void> on(long position, long t, Event event);
}

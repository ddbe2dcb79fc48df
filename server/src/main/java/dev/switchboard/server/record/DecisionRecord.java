package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.QueueId;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a chat.
 *
 * @param position of the log entry that brought it
 * @param t UTC milliseconds of that entry
 * @param timeMs core time of that entry
 * @param turn of the offer or assignment, 0 where there is none
 * @param agent to whom it was offered or given, or who decided it
 * @param queue null where the decision does not name it
 * @param reason name of why: how the offer ended, why the chat is queued (again), {@code DIRECT} or {@code ACCEPTED} for
 *     assignments; a decline carries its own reason after a colon; the number of steps taken for {@code RELAXED}, the credit in
 *     ms for {@code PRIORITISED}
 * @param facts what the choice of the agent rested on, for offers and assignments
 */
public record DecisionRecord(
        long position,
        long t,
        long timeMs,
        Kind kind,
        ChatId chat,
        int turn,
        @Nullable AgentId agent,
        @Nullable QueueId queue,
        String reason,
        @Nullable DecisionFacts facts)
        implements StoredRecord {

    /** What was decided. New kinds come last: the number is stored. */
    public enum Kind {
        QUEUED,
        OFFERED,
        OFFER_ENDED,
        ASSIGNED,
        UNASSIGNED,
        /** The chat waits under less demands. */
        RELAXED,
        /** A supervisor changed its credit. */
        PRIORITISED
    }
}

package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;
import java.util.List;

/**
 * The account of a closed chat. Times are core time in ms (only differences mean something), except the UTC pair.
 *
 * @param position of the log entry that closed it
 * @param startedUtcMs log time of the start
 * @param closedUtcMs log time of the end
 * @param queue in which it started
 * @param lastQueue in which it ended
 * @param firstOfferedMs 0 if never
 * @param firstAssignedMs start of service, 0 if never
 * @param lastAssignedMs 0 if never
 * @param waitedMs time spent waiting or on offer, over all its turns
 * @param turns offers and direct assignments
 * @param assignments how many agents' turns it had
 * @param agents who owned it, in order of their first turn, at most {@link #AGENTS_MAX}
 * @param reason name of the close reason
 */
public record ClosedChatRecord(
        long position,
        ChatId chat,
        CustomerId customer,
        SiteId site,
        QueueId queue,
        QueueId lastQueue,
        long startedUtcMs,
        long closedUtcMs,
        long startedMs,
        long firstOfferedMs,
        long firstAssignedMs,
        long lastAssignedMs,
        long closedMs,
        long waitedMs,
        int turns,
        int assignments,
        List<AgentId> agents,
        String reason)
        implements StoredRecord {

    /** Agents named in a record; more than this pass a chat on only in a loop of transfers. */
    public static final int AGENTS_MAX = 20;

    public ClosedChatRecord {
        agents = List.copyOf(agents);
    }
}

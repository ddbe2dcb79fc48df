package dev.switchboard.server.routing.model;

import java.util.List;

/**
 * How a queue routes.
 *
 * @param name unique name, {@code [a-z0-9-]{1,40}}
 * @param creditMs added to a chat's waiting time when chats of several queues compete for an agent; 0–3,600,000
 * @param requirements asked of every chat in the queue, at most 8
 * @param offerTimeoutMs time to answer an offer, 1,000–300,000
 * @param directAssignment assign without asking the agent
 * @param waitingLimit chats waiting or offered beyond which new ones are refused, 1–100,000
 */
public record QueueRules(
        String name,
        long creditMs,
        List<Requirement> requirements,
        long offerTimeoutMs,
        boolean directAssignment,
        int waitingLimit) {
    public QueueRules {
        requirements = List.copyOf(requirements);
    }
}

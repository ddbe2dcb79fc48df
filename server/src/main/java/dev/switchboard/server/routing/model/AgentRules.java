package dev.switchboard.server.routing.model;

import java.util.List;

/**
 * What routing knows of an agent.
 *
 * @param revision of the account object; a node that caches the agent's profile reloads it when this changes
 * @param capacity units, 1–100; 0 for that of the chat's queue, and where that has none, of the settings
 * @param queues the queues he serves, at most 200
 * @param skills at most 100, each skill once
 * @param mayTakeOver whether he may take chats that others own
 */
public record AgentRules(
        long revision, int capacity, List<QueueId> queues, List<SkillLevel> skills, boolean mayTakeOver) {
    public AgentRules {
        queues = List.copyOf(queues);
        skills = List.copyOf(skills);
    }

    public AgentRules(long revision, int capacity, List<QueueId> queues, List<SkillLevel> skills) {
        this(revision, capacity, queues, skills, false);
    }
}

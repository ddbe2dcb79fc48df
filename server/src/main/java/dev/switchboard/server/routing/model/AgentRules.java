package dev.switchboard.server.routing.model;

import java.util.List;

/**
 * What routing knows of an agent.
 *
 * @param revision of the account object; a node that caches the agent's profile reloads it when this changes
 * @param capacity units, 1–100
 * @param queues the queues he serves, at most 200
 * @param skills at most 100, each skill once
 */
public record AgentRules(long revision, int capacity, List<QueueId> queues, List<SkillLevel> skills) {
    public AgentRules {
        queues = List.copyOf(queues);
        skills = List.copyOf(skills);
    }
}

package dev.switchboard.loadtest.plan;

import java.util.List;
import java.util.Map;

/**
 * One agent of the desk.
 *
 * @param name short name, unique in the run
 * @param queues names of the queues he serves
 * @param skills his level in each skill he has
 */
public record AgentPlan(String name, int capacity, List<String> queues, Map<String, Integer> skills) {
    public AgentPlan {
        queues = List.copyOf(queues);
        skills = Map.copyOf(skills);
    }
}

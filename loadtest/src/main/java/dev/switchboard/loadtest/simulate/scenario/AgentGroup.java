package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;
import java.util.Map;

/**
 * Agents who are alike.
 *
 * @param count how many
 * @param capacity units of each
 * @param skills level by number of the skill
 * @param queues numbers of the queues they serve
 * @param handleFactor their conversations last so many times as long
 * @param speeds how fast each chat goes on while the agent talks in 1, 2, … chats; empty when always at speed 1
 */
public record AgentGroup(
        String name,
        int count,
        int capacity,
        Map<Integer, Integer> skills,
        List<Integer> queues,
        double handleFactor,
        List<Double> speeds) {
    public AgentGroup {
        skills = Map.copyOf(skills);
        queues = List.copyOf(queues);
        speeds = List.copyOf(speeds);
    }

    /** {@return whether the speed does not depend on the number of chats} */
    public boolean constantSpeed() {
        return speeds.isEmpty();
    }
}

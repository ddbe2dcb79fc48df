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

    /**
     * {@return the number of chats at once with which an agent gets the most done; fewer than {@link #capacity} where more
     * chats would lower his throughput}
     */
    public int bestConcurrency() {
        int best = capacity;
        for (int chats = speeds.size(); chats >= 1; chats--) {
            if (throughput(chats) >= throughput(best)) {
                best = chats;
            }
        }
        return best;
    }

    /** {@return how many chats' worth of work an agent gets done while he talks in so many} */
    public double throughput(int chats) {
        return speeds.isEmpty() ? chats : chats * speeds.get(chats - 1);
    }

    /** {@return whether the speed does not depend on the number of chats} */
    public boolean constantSpeed() {
        return speeds.isEmpty();
    }
}

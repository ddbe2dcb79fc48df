package dev.switchboard.loadtest.desk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the run needs, by short names.
 *
 * @param offerTimeoutMs time an agent has to answer an offer
 * @param waitingLimit waiting chats per queue beyond which customers are turned away
 * @param direct chats are assigned without asking the agent
 */
public record DeskPlan(
        List<String> queues,
        Set<String> skills,
        List<Staff> staff,
        int offerTimeoutMs,
        int waitingLimit,
        boolean direct) {

    /** One agent. */
    public record Staff(String name, int capacity, List<String> queues, Map<String, Integer> skills) {}
}

package dev.switchboard.loadtest.verify;

import java.util.Map;
import java.util.Set;

/** What an agent can do. */
public record Profile(Set<String> queues, Map<String, Integer> skills) {
    public Profile {
        queues = Set.copyOf(queues);
        skills = Map.copyOf(skills);
    }

    /** Whether he may get such a chat. */
    public boolean serves(Demand demand) {
        return queues.contains(demand.queue())
                && demand.needs().entrySet().stream()
                        .allMatch(need -> skills.getOrDefault(need.getKey(), 0) >= need.getValue());
    }
}

package dev.switchboard.loadtest.actor;

import dev.switchboard.loadtest.verify.Demand;
import dev.switchboard.loadtest.verify.Profile;
import java.util.Map;
import java.util.Set;

/** One agent, by the names on the server. */
public record Staff(String name, int capacity, Set<String> queues, Map<String, Integer> skills) {

    public Staff {
        queues = Set.copyOf(queues);
        skills = Map.copyOf(skills);
    }

    Profile profile() {
        return new Profile(queues, skills);
    }

    boolean serves(Demand demand) {
        return profile().serves(demand);
    }
}

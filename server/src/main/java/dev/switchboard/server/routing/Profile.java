package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.SkillLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** All agents who serve the same queues with the same skills: to a chat they are alike but for load and idle time. */
final class Profile {
    /** The canonical form of queues and skills. */
    record Key(List<QueueId> queues, List<SkillLevel> skills) {
        static Key of(AgentRules rules) {
            return new Key(
                    rules.queues().stream().sorted().toList(),
                    rules.skills().stream()
                            .sorted(Comparator.comparing(SkillLevel::skill))
                            .toList());
        }
    }

    final Key key;
    /** The agents with room, the next to be asked in front. */
    final Heap<AgentState> room = new Heap<>(AgentState.ORDER);
    /** The demands its agents fit; in no particular order. */
    final ArrayList<Demand> demands = new ArrayList<>();

    int members;
    private final HashSet<QueueId> queues;
    private final HashMap<SkillId, Integer> levels = new HashMap<>();

    Profile(Key key) {
        this.key = key;
        this.queues = new HashSet<>(key.queues);
        key.skills.forEach(skill -> levels.put(skill.skill(), skill.level()));
    }

    boolean serves(QueueId queue) {
        return queues.contains(queue);
    }

    boolean meets(List<Requirement> requirements) {
        for (Requirement requirement : requirements) {
            if (levels.getOrDefault(requirement.skill(), 0) < requirement.level()) {
                return false;
            }
        }
        return true;
    }

    boolean fits(Demand demand) {
        return serves(demand.key.queue()) && meets(demand.key.requirements());
    }
}

package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.SkillLevel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All agents who serve the same queues with the same skills and the same capacity of their own: to a chat they are alike but
 * for load, idle time and turn. Those who are available stand in buckets, one for each load.
 */
final class Profile {
    /** The canonical form of queues and skills; {@code capacity} 0 for none of their own. */
    record Key(List<QueueId> queues, List<SkillLevel> skills, int capacity) {
        static Key of(AgentRules rules) {
            return new Key(
                    rules.queues().stream().sorted().toList(),
                    rules.skills().stream()
                            .sorted(Comparator.comparing(SkillLevel::skill))
                            .toList(),
                    rules.capacity());
        }
    }

    final Key key;
    /** The demands its agents fit; in no particular order. */
    final ArrayList<Demand> demands = new ArrayList<>();

    /** The slots of {@link #demands}. */
    private final BitSet fitting = new BitSet();

    int members;
    private final ArrayList<Bucket> byLoad = new ArrayList<>();
    private final HashSet<QueueId> queues;
    private final HashMap<SkillId, Integer> levels = new HashMap<>();
    private boolean turnsAsked;

    Profile(Key key) {
        this.key = key;
        this.queues = new HashSet<>(key.queues);
        key.skills.forEach(skill -> levels.put(skill.skill(), skill.level()));
    }

    boolean serves(QueueId queue) {
        return queues.contains(queue);
    }

    boolean meets(List<Requirement> requirements) {
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            Integer level = levels.get(requirement.skill());
            if (level == null || !requirement.allows(level)) {
                return false;
            }
        }
        return true;
    }

    /** Connects the two if the agents fit the demand. */
    void connectIfFitting(Demand demand) {
        if (fits(demand)) {
            demands.add(demand);
            demand.profiles.add(this);
            fitting.set(demand.slot);
        }
    }

    /** The demand is dropped. */
    void disconnect(Demand demand) {
        demands.remove(demand);
        fitting.clear(demand.slot);
    }

    /** What {@link #fits} says, remembered. */
    boolean connected(Demand demand) {
        return fitting.get(demand.slot);
    }

    boolean fits(Demand demand) {
        return servesOneOf(demand.key) && meets(demand.key.skills());
    }

    /** Whether its agents serve the queue, or one of those to which the chat's steps widened it. */
    boolean servesOneOf(Demand.Key asked) {
        if (serves(asked.queue())) {
            return true;
        }
        for (QueueId widened : asked.widened()) {
            if (serves(widened)) {
                return true;
            }
        }
        return false;
    }

    int score(List<SkillId> skills) {
        int sum = 0;
        for (int i = 0; i < skills.size(); i++) {
            sum += levels.getOrDefault(skills.get(i), 0);
        }
        return sum;
    }

    /** Puts an available agent where his load says. */
    void add(AgentState agent) {
        while (byLoad.size() <= agent.load) {
            byLoad.add(new Bucket(turnsAsked));
        }
        agent.bucket = agent.load;
        byLoad.get(agent.load).add(agent);
    }

    void remove(AgentState agent) {
        byLoad.get(agent.bucket).remove(agent);
    }

    /** To be called after load, idle time or turn of an available agent changed. */
    void moved(AgentState agent) {
        if (agent.bucket == agent.load) {
            byLoad.get(agent.load).moved(agent);
        } else {
            remove(agent);
            add(agent);
        }
    }

    boolean holds(AgentState agent) {
        return agent.inHeap() && byLoad.get(agent.bucket).contains(agent);
    }

    /** How many available agents have no more load than that. */
    int countUpTo(int loadMax) {
        int count = 0;
        for (int load = Math.min(loadMax, byLoad.size() - 1); load >= 0; load--) {
            count += byLoad.get(load).size();
        }
        return count;
    }

    /**
     * The first by a rule among the available agents with no more load than that.
     *
     * @param chat whoever was asked about it is passed over; null to pass over nobody
     */
    @Nullable
    AgentState first(AgentRule rule, int loadMax, @Nullable ChatState chat) {
        int top = Math.min(loadMax, byLoad.size() - 1);
        return switch (rule) {
            case LEAST_LOADED, MOST_CAPABLE -> leastLoaded(top, chat);
            case FILL_FIRST -> mostLoaded(top, chat);
            case LONGEST_IDLE -> longestIdle(top, chat);
            case ROUND_ROBIN -> longestWithout(top, chat);
        };
    }

    private @Nullable AgentState leastLoaded(int top, @Nullable ChatState chat) {
        for (int load = 0; load <= top; load++) {
            AgentState first = byLoad.get(load).firstIdle(chat);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private @Nullable AgentState mostLoaded(int top, @Nullable ChatState chat) {
        for (int load = top; load >= 0; load--) {
            AgentState first = byLoad.get(load).firstIdle(chat);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private @Nullable AgentState longestIdle(int top, @Nullable ChatState chat) {
        AgentState best = null;
        for (int load = 0; load <= top; load++) {
            AgentState first = byLoad.get(load).firstIdle(chat);
            if (first != null && (best == null || AgentState.BY_IDLE.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }

    private @Nullable AgentState longestWithout(int top, @Nullable ChatState chat) {
        if (!turnsAsked) {
            // From the first question on; few desks ask.
            turnsAsked = true;
            byLoad.forEach(Bucket::keepTurns);
        }
        AgentState best = null;
        for (int load = 0; load <= top; load++) {
            AgentState first = byLoad.get(load).firstTurn(chat);
            if (first != null && (best == null || AgentState.BY_TURN.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }
}

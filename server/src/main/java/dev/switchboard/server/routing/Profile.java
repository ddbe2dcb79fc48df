package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.SkillLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
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
    /** How many agents each of {@link #byLoad} holds: most questions need no more, and the buckets are spread over memory. */
    private int[] counts = new int[4];

    private final HashSet<QueueId> queues;
    /** The key's skills, which are sorted, and their levels: looked up too often for objects spread over memory. */
    private final int[] skills;

    private final int[] levels;
    private boolean turnsAsked;

    Profile(Key key) {
        this.key = key;
        this.queues = new HashSet<>(key.queues);
        this.skills =
                key.skills.stream().mapToInt(skill -> skill.skill().value()).toArray();
        this.levels = key.skills.stream().mapToInt(SkillLevel::level).toArray();
    }

    boolean serves(QueueId queue) {
        return queues.contains(queue);
    }

    boolean meets(List<Requirement> requirements) {
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            if (!requirement.allows(level(requirement.skill()))) {
                return false;
            }
        }
        return true;
    }

    /** 0 where they do not have the skill, which no requirement allows. */
    private int level(SkillId skill) {
        int at = Arrays.binarySearch(skills, skill.value());
        return at < 0 ? 0 : levels[at];
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

    int score(List<SkillId> scored) {
        int sum = 0;
        for (int i = 0; i < scored.size(); i++) {
            sum += level(scored.get(i));
        }
        return sum;
    }

    /** Puts an available agent where his load says. */
    void add(AgentState agent) {
        while (byLoad.size() <= agent.load) {
            byLoad.add(new Bucket(turnsAsked));
        }
        if (counts.length < byLoad.size()) {
            counts = Arrays.copyOf(counts, 2 * byLoad.size());
        }
        agent.bucket = agent.load;
        byLoad.get(agent.load).add(agent);
        counts[agent.load]++;
    }

    void remove(AgentState agent) {
        byLoad.get(agent.bucket).remove(agent);
        counts[agent.bucket]--;
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
        for (int load = Math.min(loadMax, counts.length - 1); load >= 0; load--) {
            count += counts[load];
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

    private @Nullable AgentState firstIdle(int load, @Nullable ChatState chat) {
        return counts[load] == 0 ? null : byLoad.get(load).firstIdle(chat);
    }

    private @Nullable AgentState leastLoaded(int top, @Nullable ChatState chat) {
        for (int load = 0; load <= top; load++) {
            AgentState first = firstIdle(load, chat);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private @Nullable AgentState mostLoaded(int top, @Nullable ChatState chat) {
        for (int load = top; load >= 0; load--) {
            AgentState first = firstIdle(load, chat);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private @Nullable AgentState longestIdle(int top, @Nullable ChatState chat) {
        AgentState best = null;
        for (int load = 0; load <= top; load++) {
            AgentState first = firstIdle(load, chat);
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
            AgentState first = counts[load] == 0 ? null : byLoad.get(load).firstTurn(chat);
            if (first != null && (best == null || AgentState.BY_TURN.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }
}

package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds an agent for a chat and a chat for an agent without looking at all agents or all chats.
 *
 * <p>Agents with equal queues and skills share a {@link Profile}, chats that ask the same share a {@link Demand}. Each
 * profile lists the demands it fits and each demand the profiles that fit it, so who fits whom is computed when a profile
 * or a demand appears, not per decision. A decision compares the first agents of a demand's profiles, or the first chats
 * of a profile's demands: O(p + log n). Agents who were asked about a chat before are stepped over, which costs
 * O(log n) for each of them that stands in front.
 *
 * <p>Invariants: an agent stands in his profile's heap exactly while he has room for one more chat; a chat stands in its
 * demand's heap exactly while it waits; {@code demand.profiles} and {@code profile.demands} mirror each other. Profiles
 * disappear with their last agent. Demands without chats are kept, at most {@link #IDLE_DEMANDS_MAX}, because a quiet
 * queue would otherwise make and drop its demand with every chat.
 */
final class Matching {
    static final int IDLE_DEMANDS_MAX = 64;

    private final CoreState state;
    private final LinkedHashMap<Profile.Key, Profile> profiles = new LinkedHashMap<>();
    private final LinkedHashMap<Demand.Key, Demand> demands = new LinkedHashMap<>();
    private final LinkedHashSet<Demand> idleDemands = new LinkedHashSet<>();

    /** @param candidates agents that could have had the chat now */
    record Choice(AgentState agent, int candidates) {}

    Matching(CoreState state) {
        this.state = state;
    }

    Profile join(AgentRules rules) {
        Profile.Key key = Profile.Key.of(rules);
        Profile profile = profiles.get(key);
        if (profile == null) {
            profile = new Profile(key);
            profiles.put(key, profile);
            for (Demand demand : demands.values()) {
                connectIfFitting(profile, demand);
            }
        }
        profile.members++;
        return profile;
    }

    void leave(AgentState agent) {
        Profile profile = agent.profile;
        if (agent.inHeap()) {
            profile.room.remove(agent);
        }
        profile.members--;
        if (profile.members == 0) {
            profiles.remove(profile.key);
            profile.demands.forEach(demand -> demand.profiles.remove(profile));
        }
    }

    /** Puts the agent where his state says: among those with room, or not. */
    void update(AgentState agent) {
        boolean hasRoom = agent.hasRoomFor(state.settings.chatWeight());
        if (!hasRoom) {
            if (agent.inHeap()) {
                agent.profile.room.remove(agent);
            }
        } else if (agent.inHeap()) {
            agent.profile.room.moved(agent);
        } else {
            agent.profile.room.add(agent);
        }
    }

    Demand enter(QueueId queue, List<Requirement> requirements) {
        Demand.Key key = new Demand.Key(queue, requirements);
        Demand demand = demands.get(key);
        if (demand == null) {
            demand = new Demand(key);
            demands.put(key, demand);
            for (Profile profile : profiles.values()) {
                connectIfFitting(profile, demand);
            }
        } else if (demand.members == 0) {
            idleDemands.remove(demand);
        }
        demand.members++;
        return demand;
    }

    void exit(Demand demand) {
        demand.members--;
        if (demand.members > 0) {
            return;
        }
        idleDemands.add(demand);
        if (idleDemands.size() > IDLE_DEMANDS_MAX) {
            Iterator<Demand> eldest = idleDemands.iterator();
            drop(eldest.next());
            eldest.remove();
        }
    }

    private void drop(Demand demand) {
        demands.remove(demand.key);
        demand.profiles.forEach(profile -> profile.demands.remove(demand));
    }

    private static void connectIfFitting(Profile profile, Demand demand) {
        if (profile.fits(demand)) {
            profile.demands.add(demand);
            demand.profiles.add(profile);
        }
    }

    /** The best agent for a waiting chat; those who were asked before only when nobody else has room. */
    @Nullable
    Choice choose(ChatState chat) {
        Demand demand = state.demandOf(chat);
        AgentState best = null;
        int withRoom = 0;
        for (int i = 0; i < demand.profiles.size(); i++) {
            Heap<AgentState> room = demand.profiles.get(i).room;
            withRoom += room.size();
            AgentState first = chat.askedAnybody() ? firstNotAsked(room, chat) : room.peek();
            if (first != null && (best == null || AgentState.ORDER.compare(first, best) < 0)) {
                best = first;
            }
        }
        if (withRoom == 0) {
            return null;
        }
        if (!chat.askedAnybody()) {
            return best == null ? null : new Choice(best, withRoom);
        }
        return best == null
                ? chooseAskedBefore(chat, demand)
                : new Choice(best, withRoom - askedWithRoom(chat, demand));
    }

    /** The chat that an agent with room takes next. */
    @Nullable
    ChatState nextFor(AgentState agent) {
        ChatState best = null;
        ArrayList<Demand> fitting = agent.profile.demands;
        for (int i = 0; i < fitting.size(); i++) {
            Heap<ChatState> waiting = fitting.get(i).waiting;
            ChatState first = waiting.peek();
            if (first != null && pausedFor(first, agent)) {
                first = firstNotPaused(waiting, agent);
            }
            if (first != null && (best == null || ChatState.ORDER.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }

    /** Whether the agent may take the chat by a transfer: the skills and the room, but not the queue. */
    boolean canReceive(AgentState agent, ChatState chat) {
        return agent.inHeap() && agent.profile.meets(chat.requirements);
    }

    boolean pausedFor(ChatState chat, AgentState agent) {
        Asked asked = chat.asked(agent.id);
        return asked != null && asked.untilMs > state.timeMs;
    }

    private @Nullable Choice chooseAskedBefore(ChatState chat, Demand demand) {
        AgentState best = null;
        int candidates = 0;
        for (Asked asked : chat.allAsked()) {
            AgentState agent = state.agents.get(asked.agent);
            if (agent != null && agent.inHeap() && asked.untilMs <= state.timeMs && agent.profile.fits(demand)) {
                candidates++;
                if (best == null || AgentState.ORDER.compare(agent, best) < 0) {
                    best = agent;
                }
            }
        }
        return best == null ? null : new Choice(best, candidates);
    }

    private int askedWithRoom(ChatState chat, Demand demand) {
        int count = 0;
        for (Asked asked : chat.allAsked()) {
            AgentState agent = state.agents.get(asked.agent);
            if (agent != null && agent.inHeap() && agent.profile.fits(demand)) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable AgentState firstNotAsked(Heap<AgentState> room, ChatState chat) {
        AgentState first = room.peek();
        if (first == null || chat.asked(first.id) == null) {
            return first;
        }
        List<AgentState> aside = new ArrayList<>();
        while (first != null && chat.asked(first.id) != null) {
            room.remove(first);
            aside.add(first);
            first = room.peek();
        }
        aside.forEach(room::add);
        return first;
    }

    /** Costs as much as the agent has fresh refusals in front: those of the last pause. */
    private @Nullable ChatState firstNotPaused(Heap<ChatState> waiting, AgentState agent) {
        List<ChatState> aside = new ArrayList<>();
        ChatState first = waiting.peek();
        while (first != null && pausedFor(first, agent)) {
            waiting.remove(first);
            aside.add(first);
            first = waiting.peek();
        }
        aside.forEach(waiting::add);
        return first;
    }

    Iterable<Profile> profiles() {
        return profiles.values();
    }

    Iterable<Demand> demands() {
        return demands.values();
    }

    int idleDemandCount() {
        return idleDemands.size();
    }
}

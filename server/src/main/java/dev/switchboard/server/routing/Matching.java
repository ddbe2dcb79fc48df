package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.ChosenBy;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.policy.AgentOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who fits whom. Agents stand in profiles, waiting chats in demands, and those that fit each other are linked. So an event about
 * one chat looks at the profiles of its demand only, an event about one agent at the demands of his profile, and neither at
 * all agents or all chats.
 */
final class Matching {
    /** Demands that nobody waits in are kept, since chats of a kind come again; so many at most. */
    static final int IDLE_DEMANDS_MAX = 64;

    private final CoreState state;
    private final LinkedHashMap<Profile.Key, Profile> profiles = new LinkedHashMap<>();
    /** Those that serve a queue, in the order of their making. */
    private final HashMap<QueueId, List<Profile>> serving = new HashMap<>();

    private final LinkedHashMap<Demand.Key, Demand> demands = new LinkedHashMap<>();
    /** Those of {@link #demands}. */
    private final BitSet slots = new BitSet();

    private final LinkedHashSet<Demand> idleDemands = new LinkedHashSet<>();

    /**
     * An agent for a chat.
     *
     * @param candidates agents that could have had the chat now
     */
    record Choice(AgentState agent, ChosenBy reason, int candidates, int limit, int score) {}

    /** An agent in comparison with others, about a certain chat. */
    private record Standing(AgentState agent, int limit, int score) implements AgentOrder.Standing {
        @Override
        public int load() {
            return agent.load;
        }

        @Override
        public long idleSinceMs() {
            return agent.idleSinceMs;
        }

        @Override
        public long givenAt() {
            return agent.givenAt;
        }

        @Override
        public long id() {
            return agent.id.value();
        }
    }

    Matching(CoreState state) {
        this.state = state;
    }

    Profile join(AgentRules rules) {
        Profile.Key key = Profile.Key.of(rules);
        Profile profile = profiles.get(key);
        if (profile == null) {
            profile = new Profile(key);
            profiles.put(key, profile);
            for (QueueId queue : key.queues()) {
                serving.computeIfAbsent(queue, absent -> new ArrayList<>()).add(profile);
            }
            for (Demand demand : demands.values()) {
                profile.connectIfFitting(demand);
            }
        }
        profile.members++;
        return profile;
    }

    void leave(AgentState agent) {
        Profile profile = agent.profile;
        if (agent.inHeap()) {
            profile.remove(agent);
        }
        profile.members--;
        if (profile.members == 0) {
            profiles.remove(profile.key);
            for (QueueId queue : profile.key.queues()) {
                List<Profile> others = servingQueue(queue);
                others.remove(profile);
                if (others.isEmpty()) {
                    serving.remove(queue);
                }
            }
            profile.demands.forEach(demand -> demand.profiles.remove(profile));
        }
    }

    /** Puts the agent where his state says: among those who are available, or not. */
    void update(AgentState agent) {
        if (!agent.online()) {
            if (agent.inHeap()) {
                agent.profile.remove(agent);
            }
        } else if (agent.inHeap()) {
            agent.profile.moved(agent);
        } else {
            agent.profile.add(agent);
        }
    }

    Demand enter(QueueState queue, ChatState chat) {
        Demand.Key key = Asks.at(state, queue, chat);
        Demand demand = demands.get(key);
        if (demand == null) {
            demand = new Demand(key, queue, slots.nextClearBit(0));
            slots.set(demand.slot);
            demands.put(key, demand);
            queue.demands.add(demand);
            connect(demand, key.queue());
            for (QueueId widened : key.widened()) {
                connect(demand, widened);
            }
        } else if (demand.members == 0) {
            idleDemands.remove(demand);
        }
        demand.members++;
        return demand;
    }

    /** Only those who serve the queue are looked at: kinds of chats come and go all day, and there may be many profiles. */
    private void connect(Demand demand, QueueId served) {
        for (Profile profile : servingQueue(served)) {
            if (!profile.connected(demand)) {
                profile.connectIfFitting(demand);
            }
        }
    }

    private List<Profile> servingQueue(QueueId queue) {
        return serving.getOrDefault(queue, List.of());
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

    /** Nobody waits in the queue any more, and nobody will: its demands go with it. */
    void forget(QueueState queue) {
        for (Demand demand : List.copyOf(queue.demands)) {
            CoreState.ensure(idleDemands.remove(demand), "somebody waits in a removed queue", queue.id);
            drop(demand);
        }
    }

    private void drop(Demand demand) {
        demands.remove(demand.key);
        demand.queue.demands.remove(demand);
        demand.profiles.forEach(profile -> profile.disconnect(demand));
        slots.clear(demand.slot);
    }

    /** Units that an agent may have taken with chats of a queue: his own capacity before the queue's before everybody's. */
    int limit(int ownCapacity, @Nullable QueueState queue) {
        if (ownCapacity > 0) {
            return ownCapacity;
        }
        int ofQueue = queue == null ? 0 : queue.rules.units().agentCapacity();
        return ofQueue > 0 ? ofQueue : state.settings.agentCapacity();
    }

    boolean hasRoom(AgentState agent, @Nullable QueueState queue, int units) {
        return agent.load + units <= limit(agent.rules.capacity(), queue);
    }

    /**
     * The best agent for a chat; those who were asked before only when nobody else has room. Null when nobody may have
     * it at its present step.
     */
    @Nullable
    Choice choose(ChatState chat) {
        return state.demandOf(chat).queue.gives() ? chooseAnother(chat, chat.kept) : null;
    }

    /**
     * The same, whether or not the queue gives chats away at the moment.
     *
     * @param kept whether only preferred agents may have it
     */
    @Nullable
    Choice chooseAnother(ChatState chat, boolean kept) {
        Demand demand = state.demandOf(chat);
        Choice preferred = preferred(chat, demand);
        if (preferred != null) {
            return preferred;
        }
        if (kept) {
            return chat.offers().isEmpty() ? chooseAskedBefore(chat, demand, true) : null;
        }
        AgentRule rule = demand.queue.rules.offering().rule();
        boolean skips = chat.askedAnybody() || !chat.offers().isEmpty();
        AgentState best = null;
        Standing standing = null;
        int withRoom = 0;
        for (int i = 0; i < demand.profiles.size(); i++) {
            Profile profile = demand.profiles.get(i);
            int limit = limit(profile.key.capacity(), demand.queue);
            int loadMax = limit - demand.weight;
            withRoom += profile.countUpTo(loadMax);
            AgentState first = profile.first(rule, loadMax, skips ? chat : null);
            if (first == null) {
                continue;
            }
            if (best == null && i == demand.profiles.size() - 1) {
                best = first;
                break;
            }
            Standing other = new Standing(first, limit, profile.score(demand.scored));
            if (standing == null || AgentOrder.compare(rule, other, standing) < 0) {
                best = first;
                standing = other;
            }
        }
        if (withRoom == 0) {
            return null;
        }
        if (best == null) {
            return chat.offers().isEmpty() ? chooseAskedBefore(chat, demand, false) : null;
        }
        return choice(
                best, demand, AgentOrder.chosenBy(rule), skips ? withRoom - askedWithRoom(chat, demand) : withRoom);
    }

    private Choice choice(AgentState agent, Demand demand, ChosenBy reason, int candidates) {
        int limit = limit(agent.rules.capacity(), demand.queue);
        return new Choice(agent, reason, candidates, limit, agent.profile.score(demand.scored));
    }

    private @Nullable Choice preferred(ChatState chat, Demand demand) {
        List<AgentId> agents = chat.wishes.agents();
        for (int i = 0; i < agents.size(); i++) {
            AgentState agent = state.agents.get(agents.get(i));
            if (agent != null && !chat.hasAsked(agent) && mayHave(agent, demand)) {
                return choice(agent, demand, ChosenBy.PREFERRED, 1);
            }
        }
        return null;
    }

    /** Whether the agent is available, fits and has room. */
    private boolean mayHave(AgentState agent, Demand demand) {
        return agent.inHeap() && agent.profile.connected(demand) && hasRoom(agent, demand.queue, demand.weight);
    }

    /** The chat that an available agent takes next. */
    @Nullable
    ChatState nextFor(AgentState agent) {
        int own = agent.rules.capacity();
        if (own > 0 && agent.load >= own) {
            return null;
        }
        ChatState best = nextKeptFor(agent);
        ArrayList<Demand> fitting = agent.profile.demands;
        for (int i = 0; i < fitting.size(); i++) {
            Demand demand = fitting.get(i);
            // By the rank first, which is at hand: the chat itself was last looked at when it came.
            if (demand.waiting.isEmpty()
                    || (best != null && best.orderKey < demand.waiting.firstRank())
                    || !demand.queue.gives()
                    || !hasRoom(agent, demand.queue, demand.weight)) {
                continue;
            }
            ChatState first = firstNotPaused(demand.waiting, agent);
            if (first != null && (best == null || ChatState.ORDER.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }

    /** Whether a chat that {@link #nextFor} found can still be had. */
    boolean mayTake(AgentState agent, ChatState chat) {
        return chat.phase == ChatPhase.WAITING
                && state.demandOf(chat).queue.gives()
                && mayHave(agent, state.demandOf(chat))
                && !pausedFor(chat, agent);
    }

    private @Nullable ChatState nextKeptFor(AgentState agent) {
        if (agent.kept.isEmpty()) {
            return null;
        }
        for (ChatState chat : agent.kept) {
            Demand demand = state.demandOf(chat);
            if (demand.queue.gives() && !pausedFor(chat, agent) && mayHave(agent, demand)) {
                return chat;
            }
        }
        return null;
    }

    boolean pausedFor(ChatState chat, AgentState agent) {
        Asked asked = chat.asked(agent.id);
        return asked != null && asked.untilMs > state.timeMs;
    }

    private @Nullable Choice chooseAskedBefore(ChatState chat, Demand demand, boolean preferredOnly) {
        AgentRule rule = demand.queue.rules.offering().rule();
        Standing best = null;
        int candidates = 0;
        for (Asked asked : chat.allAsked()) {
            AgentState agent = state.agents.get(asked.agent);
            boolean among = !preferredOnly || chat.wishes.agents().contains(asked.agent);
            if (agent != null && among && asked.untilMs <= state.timeMs && mayHave(agent, demand)) {
                candidates++;
                int limit = limit(agent.rules.capacity(), demand.queue);
                Standing standing = new Standing(agent, limit, agent.profile.score(demand.scored));
                if (best == null || AgentOrder.compare(rule, standing, best) < 0) {
                    best = standing;
                }
            }
        }
        return best == null ? null : choice(best.agent, demand, AgentOrder.chosenBy(rule), candidates);
    }

    private int askedWithRoom(ChatState chat, Demand demand) {
        int count = 0;
        for (Asked asked : chat.allAsked()) {
            AgentState agent = state.agents.get(asked.agent);
            if (agent != null && mayHave(agent, demand)) {
                count++;
            }
        }
        for (Offer offer : chat.offers()) {
            if (chat.asked(offer.agent.id) == null && mayHave(offer.agent, demand)) {
                count++;
            }
        }
        return count;
    }

    /** Costs as much as the agent has fresh refusals in front: those of the last pause. */
    private @Nullable ChatState firstNotPaused(RankedSet<ChatState> waiting, AgentState agent) {
        for (ChatState chat : waiting) {
            if (!pausedFor(chat, agent)) {
                return chat;
            }
        }
        return null;
    }

    /** Chats in line that no agent could have, as all agents are configured. */
    int unmatched(QueueState queue) {
        int count = 0;
        for (Demand demand : queue.demands) {
            if (demand.members > 0 && !matched(demand)) {
                count += demand.members;
            }
        }
        return count;
    }

    private boolean matched(Demand demand) {
        for (Profile profile : demand.profiles) {
            if (demand.weight <= limit(profile.key.capacity(), demand.queue)) {
                return true;
            }
        }
        return false;
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

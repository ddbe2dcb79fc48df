package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the core knows, and the list of what the present entry has caused. The classes beside it change it, one kind
 * of thing each. Hash maps serve look-ups; who goes through one sorts it first, for what is
 * iterated must have an order that is the same on all nodes.
 */
final class CoreState {
    /** The core version this program decides by; a second one is held only while a switch is being prepared. */
    static final int CORE_VERSION = 1;

    long position;
    /** Core time. While timers fire it is the time at which each was due. */
    long timeMs;
    /** The entry's time {@code t}, for records only. */
    long utcMs;

    int coreVersion = CORE_VERSION;
    Settings settings = Settings.DEFAULTS;

    /** In the order of joining. */
    final LinkedHashMap<NodeId, NodeState> nodes = new LinkedHashMap<>();
    /** Incarnations that left or were lost, so that a late command of theirs cannot make them join again. */
    final LinkedHashSet<NodeId> goneNodes = new LinkedHashSet<>();

    final TreeMap<SkillId, String> skills = new TreeMap<>();
    final HashMap<String, SkillId> skillsByName = new HashMap<>();
    final Directory<QueueId, QueueState> queues = new Directory<>();
    final HashMap<String, QueueState> queuesByName = new HashMap<>();
    final Directory<AgentId, AgentState> agents = new Directory<>();
    /** Those with an open chat. */
    final HashMap<CustomerId, CustomerState> customers = new HashMap<>();
    /** Open and remembered ones. */
    final HashMap<ChatId, ChatState> chats = new HashMap<>();
    /** The remembered ones among them, in the order of closing. */
    final ArrayDeque<ChatState> closedChats = new ArrayDeque<>();

    final HashMap<ChatKey, ChatState> chatsByKey = new HashMap<>();
    final Timers timers = new Timers(this);
    final Matching matching = new Matching(this);
    final Router router = new Router(this);

    private List<Event> events = new ArrayList<>();
    private final ArrayList<AgentState> changedAgents = new ArrayList<>();
    private final ArrayList<QueueState> changedQueues = new ArrayList<>();

    /**
     * A chat as its customer knows it.
     *
     * @param text the key that came with the start
     */
    record ChatKey(CustomerId customer, String text) {}

    void emit(Event event) {
        events.add(event);
    }

    /** To be called after every change of an agent: puts him where he belongs and has him reported. */
    void changed(AgentState agent) {
        matching.update(agent);
        if (agent.countedOnline != agent.online()) {
            agent.countedOnline = agent.online();
            countOnline(agent, agent.countedOnline ? 1 : -1);
        }
        if (!agent.changed) {
            agent.changed = true;
            changedAgents.add(agent);
        }
    }

    /** To be called before an agent's queues change or he disappears. */
    void uncount(AgentState agent) {
        if (agent.countedOnline) {
            agent.countedOnline = false;
            countOnline(agent, -1);
        }
    }

    private void countOnline(AgentState agent, int change) {
        for (QueueId id : agent.rules.queues()) {
            QueueState queue = queues.get(id);
            if (queue != null) {
                queue.onlineAgents += change;
                changed(queue);
            }
        }
    }

    void changed(QueueState queue) {
        if (!queue.changed) {
            queue.changed = true;
            changedQueues.add(queue);
        }
    }

    /** Removed, and no more told about. */
    void forget(AgentState agent) {
        agents.remove(agent.id);
        changedAgents.remove(agent);
    }

    /** Removed, and no more told about. */
    void forget(QueueState queue) {
        queues.remove(queue.id);
        changedQueues.remove(queue);
    }

    /** Ends an entry: reports what changed, once each, and hands over all events. */
    List<Event> takeEvents() {
        for (AgentState agent : changedAgents) {
            agent.changed = false;
            int capacity = capacityOf(agent);
            if (agent.tell(capacity)) {
                emit(new Event.AgentChanged(
                        agent.id, agent.presence, agent.next, agent.reachable(), agent.load, capacity));
            }
        }
        changedAgents.clear();
        for (QueueState queue : changedQueues) {
            queue.changed = false;
            boolean online = queue.onlineAgents > 0;
            if (queue.toldOnline != online) {
                queue.toldOnline = online;
                emit(new Event.QueueOnlineChanged(queue.id, online));
            }
        }
        changedQueues.clear();
        List<Event> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    /** The most that the agent may ever have: his own capacity, else the highest that one of his queues gives him. */
    int capacityOf(AgentState agent) {
        if (agent.rules.capacity() > 0) {
            return agent.rules.capacity();
        }
        int most = 0;
        for (QueueId id : agent.rules.queues()) {
            most = Math.max(most, matching.limit(0, queues.get(id)));
        }
        return most > 0 ? most : settings.agentCapacity();
    }

    /** The chat came to be with an agent or on offer, or is not any more. */
    void countActive(ChatState chat, int change) {
        QueueState queue = queues.get(chat.queue);
        if (queue != null) {
            boolean gaveNone = queue.activeLimitReached();
            queue.active += change;
            ensure(queue.active >= 0, "fewer than no active chats", queue.id);
            if (gaveNone && !queue.activeLimitReached()) {
                router.note(queue);
            }
        }
    }

    Demand demandOf(ChatState chat) {
        Demand demand = chat.demand;
        if (demand == null) {
            throw new IllegalStateException(chat + " has no demand");
        }
        return demand;
    }

    AgentState agentOf(ChatState chat) {
        AgentState agent = chat.agent;
        if (agent == null) {
            throw new IllegalStateException(chat + " has no agent");
        }
        return agent;
    }

    @Nullable
    ChatState chat(ChatId id) {
        return chats.get(id);
    }

    List<ChatState> chatsInOrder() {
        return inOrder(chats);
    }

    List<CustomerState> customersInOrder() {
        return inOrder(customers);
    }

    /** Sorted by id when somebody asks, which is seldom: a map that keeps an order would touch the neighbours of whoever leaves. */
    private static <K extends Comparable<? super K>, V> List<V> inOrder(Map<K, V> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    static void ensure(boolean holds, String otherwise, Object about) {
        if (!holds) {
            throw new IllegalStateException(otherwise + ": " + about);
        }
    }
}

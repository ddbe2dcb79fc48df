package dev.switchboard.server.routing;

import dev.switchboard.server.routing.CoreState.ChatKey;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.ChatOrder;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SnapshotWriter} wrote, and builds the indices anew. */
final class SnapshotReader {
    private final CoreState state = new CoreState();
    private final BinaryReader in;

    private SnapshotReader(byte[] bytes) {
        in = new BinaryReader(bytes);
    }

    static CoreState read(byte[] bytes) {
        SnapshotReader reader = new SnapshotReader(bytes);
        reader.getAll();
        reader.in.end();
        return reader.state;
    }

    private void getAll() {
        int version = in.getByte();
        if (version != SnapshotWriter.FORMAT_VERSION) {
            throw new MalformedBytesException("snapshot of unknown format version " + version);
        }
        state.position = in.getLong();
        state.timeMs = in.getLong();
        state.utcMs = in.getLong();
        state.coreVersion = in.getInt();
        state.settings = BinaryValues.getSettings(in);
        repeat(this::getNode);
        repeat(() -> state.goneNodes.add(new NodeId(in.getLong())));
        repeat(this::getSkill);
        repeat(this::getQueue);
        repeat(this::getAgent);
        repeat(this::getCustomer);
        repeat(this::getChat);
        repeat(() -> state.closedChats.add(found(state.chats, new ChatId(in.getLong()))));
        state.timers.restoreNextId(in.getLong());
        repeat(this::getTimer);
        // What was told before the snapshot counts as told.
        state.agents.values().forEach(state::changed);
        state.queues.values().forEach(state::changed);
        state.takeEvents();
    }

    private void repeat(Runnable get) {
        long count = in.getLong();
        for (long i = 0; i < count; i++) {
            get.run();
        }
    }

    private static <K, V> V found(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new MalformedBytesException("snapshot refers to something it does not hold: " + key);
        }
        return value;
    }

    private void getNode() {
        NodeState node = new NodeState(new NodeId(in.getLong()), in.getInt(), in.getInt());
        node.lastCounter = in.getLong();
        state.nodes.put(node.id, node);
    }

    private void getSkill() {
        SkillId skill = new SkillId(in.getInt());
        String name = in.getString();
        state.skills.put(skill, name);
        state.skillsByName.put(name, skill);
    }

    private void getQueue() {
        QueueState queue = new QueueState(new QueueId(in.getInt()), BinaryValues.getQueueRules(in));
        state.queues.put(queue.id, queue);
        state.queuesByName.put(queue.rules.name(), queue);
    }

    private void getAgent() {
        AgentId id = new AgentId(in.getLong());
        AgentRules rules = BinaryValues.getAgentRules(in);
        AgentState agent = new AgentState(id, rules, state.matching.join(rules));
        agent.presence = in.getEnum(Presence.values());
        agent.load = in.getInt();
        agent.missedInRow = in.getInt();
        agent.idleSinceMs = in.getLong();
        getSessions((session, node) -> {
            agent.sessions.put(session, node);
            node.agentSessions.put(session, agent);
        });
        state.agents.put(id, agent);
    }

    private void getCustomer() {
        CustomerState customer = new CustomerState(new CustomerId(in.getFixed()));
        getSessions((session, node) -> {
            customer.addSession(session, node);
            node.customerSessions.put(session, customer);
        });
        state.customers.put(customer.id, customer);
    }

    private void getSessions(BiConsumer<SessionId, NodeState> put) {
        repeat(() -> put.accept(new SessionId(in.getFixed()), found(state.nodes, new NodeId(in.getLong()))));
    }

    private void getChat() {
        ChatId id = new ChatId(in.getLong());
        String key = in.getString();
        ChatState chat = new ChatState(
                id,
                new ChatKey(new CustomerId(in.getFixed()), key),
                new SiteId(in.getInt()),
                in.getLong(),
                in.getLong(),
                BinaryValues.getRequirements(in),
                new QueueId(in.getInt()));
        chat.creditMs = in.getLong();
        chat.orderKey = ChatOrder.key(chat.startedMs, chat.creditMs);
        chat.requirements = BinaryValues.getRequirements(in);
        chat.phase = in.getEnum(ChatPhase.values());
        chat.turn = in.getInt();
        AgentId agent = in.getOptional(() -> new AgentId(in.getLong()));
        chat.lastOwner = in.getOptional(() -> new AgentId(in.getLong()));
        chat.units = in.getInt();
        chat.directed = in.getBoolean();
        chat.facts = in.getOptional(() -> BinaryValues.getFacts(in));
        chat.membershipVersion = in.getLong();
        chat.membershipPrevious = in.getLong();
        chat.closeReason = in.getOptional(() -> in.getEnum(CloseReason.values()));
        chat.closedBy = in.getOptional(() -> BinaryValues.getActor(in));
        chat.closedMs = in.getLong();
        repeat(() -> chat.rememberAsked(new AgentId(in.getLong())).untilMs = in.getLong());
        repeat(() -> chat.achieved(in.getInt(), new AgentId(in.getLong()), in.getEnum(ChatState.Achieved.values())));
        link(chat, agent);
    }

    private void link(ChatState chat, @Nullable AgentId agentId) {
        state.chats.put(chat.id, chat);
        state.chatsByKey.put(chat.key, chat);
        if (chat.open()) {
            CustomerState customer = found(state.customers, chat.key.customer());
            chat.customer = customer;
            customer.add(chat);
        }
        if (agentId != null) {
            AgentState agent = found(state.agents, agentId);
            chat.agent = agent;
            (chat.phase == ChatPhase.ACTIVE ? agent.chats : agent.offers).add(chat);
        }
        if (chat.inLine()) {
            Demand demand = state.matching.enter(chat.queue, chat.requirements);
            chat.demand = demand;
            found(state.queues, chat.queue).line.add(chat);
            if (chat.phase == ChatPhase.WAITING) {
                demand.waiting.add(chat);
            }
        }
    }

    private void getTimer() {
        long dueMs = in.getLong();
        long id = in.getLong();
        Timer.Kind kind = in.getEnum(Timer.Kind.values());
        state.timers.restore(timerOf(kind), dueMs, id);
    }

    private Timer timerOf(Timer.Kind kind) {
        return switch (kind) {
            case OFFER -> found(state.chats, new ChatId(in.getLong())).offerTimer;
            case AGENT_GRACE -> found(state.agents, new AgentId(in.getLong())).grace;
            case CUSTOMER_GRACE -> found(state.customers, new CustomerId(in.getFixed())).grace;
            case NODE_LOST -> found(state.nodes, new NodeId(in.getLong())).lost;
            case REOFFER -> found(state.chats, new ChatId(in.getLong())).rememberAsked(new AgentId(in.getLong())).pause;
        };
    }
}

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
        return found(key, map.get(key));
    }

    private static <K extends Comparable<? super K>, V> V found(Directory<K, V> directory, K key) {
        return found(key, directory.get(key));
    }

    private static <V> V found(Object key, @Nullable V value) {
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
        queue.open = in.getBoolean();
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
        agent.givenAt = in.getLong();
        agent.next = in.getOptional(() -> in.getEnum(Presence.values()));
        repeat(() -> agent.wrapUps.add(
                new WrapUp(agent, new ChatId(in.getLong()), in.getLong(), in.getInt(), in.getLong())));
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
                BinaryValues.getWishes(in),
                new QueueId(in.getInt()));
        chat.ownCreditMs = in.getLong();
        chat.creditMs = in.getLong();
        chat.orderKey = ChatOrder.key(chat.startedMs, chat.creditMs);
        chat.lineSinceMs = in.getLong();
        chat.step = in.getInt();
        chat.phase = in.getEnum(ChatPhase.values());
        chat.kept = in.getBoolean();
        chat.turns = in.getInt();
        chat.turn = in.getInt();
        AgentId agent = in.getOptional(() -> new AgentId(in.getLong()));
        chat.lastOwner = in.getOptional(() -> new AgentId(in.getLong()));
        chat.weight = in.getInt();
        chat.parked = in.getEnum(Parked.values());
        chat.units = in.getInt();
        chat.revision = in.getLong();
        chat.membershipVersion = in.getLong();
        chat.membershipPrevious = in.getLong();
        chat.closeReason = in.getOptional(() -> in.getEnum(CloseReason.values()));
        chat.closedBy = in.getOptional(() -> BinaryValues.getActor(in));
        chat.closedMs = in.getLong();
        repeat(() -> getOffer(chat));
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
            agent.chats.add(chat);
            agent.wanting += chat.parked == Parked.WANTED ? 1 : 0;
        }
        if (chat.phase == ChatPhase.OFFERED || chat.phase == ChatPhase.ACTIVE) {
            state.countActive(chat, 1);
        }
        if (chat.inLine()) {
            QueueState queue = found(state.queues, chat.queue);
            chat.demand = state.matching.enter(queue, chat);
            queue.line.add(chat);
            if (chat.phase == ChatPhase.WAITING) {
                putWhereItWaits(chat, chat.demand);
            }
        }
    }

    private void putWhereItWaits(ChatState chat, Demand demand) {
        if (!chat.kept) {
            demand.waiting.add(chat);
            return;
        }
        for (AgentId preferred : chat.wishes.agents()) {
            AgentState agent = state.agents.get(preferred);
            if (agent != null) {
                agent.kept.add(chat);
            }
        }
    }

    private void getOffer(ChatState chat) {
        int turn = in.getInt();
        AgentState agent = found(state.agents, new AgentId(in.getLong()));
        Offer offer = new Offer(chat, turn, agent, in.getInt(), BinaryValues.getFacts(in));
        chat.add(offer);
        agent.offers.add(offer);
    }

    private void getTimer() {
        long dueMs = in.getLong();
        long id = in.getLong();
        Timer.Kind kind = in.getEnum(Timer.Kind.values());
        state.timers.restore(timerOf(kind), dueMs, id);
    }

    private Timer timerOf(Timer.Kind kind) {
        return switch (kind) {
            case OFFER -> offerTimer(found(state.chats, new ChatId(in.getLong())), in.getInt());
            case STEP -> {
                ChatState chat = found(state.chats, new ChatId(in.getLong()));
                chat.stepTimer = new Timer(kind, chat);
                yield chat.stepTimer;
            }
            case KEPT -> {
                ChatState chat = found(state.chats, new ChatId(in.getLong()));
                chat.keptTimer = new Timer(kind, chat);
                yield chat.keptTimer;
            }
            case MAX_WAIT -> {
                ChatState chat = found(state.chats, new ChatId(in.getLong()));
                chat.maxWaitTimer = new Timer(kind, chat);
                yield chat.maxWaitTimer;
            }
            case IDLE -> {
                ChatState chat = found(state.chats, new ChatId(in.getLong()));
                chat.idleTimer = new Timer(kind, chat);
                yield chat.idleTimer;
            }
            case WRAP_UP -> wrapUpTimer(found(state.agents, new AgentId(in.getLong())), new ChatId(in.getLong()));
            case AGENT_GRACE -> found(state.agents, new AgentId(in.getLong())).grace;
            case CUSTOMER_GRACE ->
                found(state.customers, new CustomerId(in.getFixed())).makeGrace();
            case NODE_LOST -> found(state.nodes, new NodeId(in.getLong())).lost;
            case REOFFER -> found(state.chats, new ChatId(in.getLong())).rememberAsked(new AgentId(in.getLong())).pause;
        };
    }

    private static Timer offerTimer(ChatState chat, int turn) {
        for (Offer offer : chat.offers()) {
            if (offer.turn == turn) {
                return offer.timer;
            }
        }
        throw new MalformedBytesException("a timer for no offer of " + chat);
    }

    private static Timer wrapUpTimer(AgentState agent, ChatId chat) {
        for (WrapUp wrapUp : agent.wrapUps) {
            if (wrapUp.chat.equals(chat)) {
                return wrapUp.timer;
            }
        }
        throw new MalformedBytesException("a timer for no wrap-up of " + chat);
    }
}

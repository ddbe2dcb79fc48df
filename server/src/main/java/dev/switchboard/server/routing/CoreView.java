package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies of the core's state for its readers. */
final class CoreView implements RoutingView {
    private final CoreState state;

    CoreView(CoreState state) {
        this.state = state;
    }

    static ChatView viewOf(ChatState chat) {
        AgentId agent = chat.agent == null ? null : chat.agent.id;
        return new ChatView(
                chat.id,
                chat.key.text(),
                chat.key.customer(),
                chat.site,
                chat.queue,
                chat.phase,
                chat.startedMs,
                chat.startedUtcMs,
                chat.creditMs,
                chat.requirements,
                chat.turn,
                chat.open() ? agent : chat.lastOwner,
                chat.offerTimer.running() ? chat.offerTimer.dueMs : 0,
                chat.customerReachable(),
                chat.closeReason,
                chat.membership());
    }

    private static List<ChatView> viewsOf(List<ChatState> chats) {
        return chats.stream()
                .sorted(Comparator.comparing((ChatState chat) -> chat.id))
                .map(CoreView::viewOf)
                .toList();
    }

    static AgentView viewOf(AgentState agent) {
        List<NodeId> nodes = agent.sessions.values().stream()
                .map(node -> node.id)
                .distinct()
                .sorted()
                .toList();
        return new AgentView(
                agent.id, agent.presence, agent.reachable(), agent.load, agent.rules, nodes, agent.missedInRow);
    }

    static QueueView viewOf(QueueState queue) {
        long oldest = queue.line.isEmpty() ? 0 : queue.line.first().startedMs;
        return new QueueView(queue.id, queue.rules, queue.onlineAgents > 0, queue.line.size(), oldest);
    }

    @Override
    public long position() {
        return state.position;
    }

    @Override
    public long timeMs() {
        return state.timeMs;
    }

    @Override
    public @Nullable ChatView chat(ChatId id) {
        ChatState chat = state.chats.get(id);
        return chat == null ? null : viewOf(chat);
    }

    @Override
    public List<ChatView> openChatsOf(CustomerId customer) {
        CustomerState known = state.customers.get(customer);
        return known == null ? List.of() : viewsOf(known.openChats());
    }

    @Override
    public List<ChatView> chatsOf(AgentId agent) {
        AgentState known = state.agents.get(agent);
        return known == null ? List.of() : viewsOf(known.chats);
    }

    @Override
    public List<ChatView> offersTo(AgentId agent) {
        AgentState known = state.agents.get(agent);
        return known == null ? List.of() : viewsOf(known.offers);
    }

    @Override
    public @Nullable AgentView agent(AgentId id) {
        AgentState agent = state.agents.get(id);
        return agent == null ? null : viewOf(agent);
    }

    @Override
    public List<AgentView> agents(long after, int limit) {
        return state.agents.tailMap(new AgentId(after), false).values().stream()
                .limit(limit)
                .map(CoreView::viewOf)
                .toList();
    }

    @Override
    public @Nullable QueueView queue(QueueId id) {
        QueueState queue = state.queues.get(id);
        return queue == null ? null : viewOf(queue);
    }

    @Override
    public @Nullable QueueView queueNamed(String name) {
        QueueState queue = state.queuesByName.get(name);
        return queue == null ? null : viewOf(queue);
    }

    @Override
    public List<QueueView> queues() {
        return state.queues.values().stream().map(CoreView::viewOf).toList();
    }

    @Override
    public List<SkillId> skills() {
        return List.copyOf(state.skills.keySet());
    }

    @Override
    public @Nullable SkillId skillNamed(String name) {
        return state.skillsByName.get(name);
    }

    @Override
    public @Nullable String skillName(SkillId skill) {
        return state.skills.get(skill);
    }

    @Override
    public void forEachWaiting(QueueId queue, Consumer<ChatView> visitor) {
        QueueState known = state.queues.get(queue);
        if (known != null) {
            known.line.forEach(chat -> visitor.accept(viewOf(chat)));
        }
    }

    @Override
    public int place(ChatId id) {
        ChatState chat = state.chats.get(id);
        if (chat == null || !chat.inLine()) {
            return 0;
        }
        QueueState queue = state.queues.get(chat.queue);
        return queue == null ? 0 : queue.line.rank(chat);
    }

    @Override
    public List<NodeId> nodes() {
        return new ArrayList<>(state.nodes.keySet());
    }

    @Override
    public long nextTimerMs() {
        return state.timers.nextDueMs();
    }

    @Override
    public int coreVersion() {
        return state.coreVersion;
    }

    @Override
    public Settings settings() {
        return state.settings;
    }

    @Override
    public @Nullable Explanation explain(ChatId id) {
        ChatState chat = state.chats.get(id);
        return chat == null ? null : Explainer.explain(state, chat);
    }

    @Override
    public @Nullable Transferred transferred(ChatId id) {
        ChatState chat = state.chats.get(id);
        ChatState.TurnEnd end = chat == null ? null : chat.transferred();
        if (chat == null || end == null) {
            return null;
        }
        AgentState to = chat.phase == ChatPhase.OFFERED && chat.directed ? chat.agent : null;
        return new Transferred(end.agent(), end.turn(), to == null ? null : to.id);
    }

    @Override
    public @Nullable TransferTargets transferTargets(ChatId id, int max) {
        ChatState chat = state.chats.get(id);
        return chat == null ? null : Transfers.targets(state, chat, max);
    }
}

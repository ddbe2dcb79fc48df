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

    ChatView viewOf(ChatState chat) {
        List<OfferView> offers = chat.offers().stream().map(CoreView::viewOf).toList();
        OfferView first = offers.isEmpty() ? null : offers.get(0);
        AgentId owner = chat.agent == null ? null : chat.agent.id;
        AgentId agent = first == null ? owner : first.agent();
        QueueState queue = state.queues.get(chat.queue);
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
                asked(chat, queue),
                chat.step,
                first == null ? chat.turn : first.id().turn(),
                chat.open() ? agent : chat.lastOwner,
                first == null ? 0 : first.deadlineMs(),
                offers,
                chat.agent != null || queue == null ? chat.weight : Asks.weight(state, queue, chat),
                chat.parked,
                chat.customerReachable(),
                chat.closeReason,
                chat.revision,
                chat.membership());
    }

    private static List<Requirement> asked(ChatState chat, @Nullable QueueState queue) {
        if (chat.demand != null) {
            return chat.demand.key.skills();
        }
        return queue == null ? chat.wishes.required() : Asks.required(queue, chat);
    }

    private static OfferView viewOf(Offer offer) {
        return new OfferView(offer.id(), offer.agent.id, offer.timer.dueMs);
    }

    private List<ChatView> viewsOf(List<ChatState> chats) {
        return chats.stream()
                .sorted(Comparator.comparing((ChatState chat) -> chat.id))
                .map(this::viewOf)
                .toList();
    }

    AgentView viewOf(AgentState agent) {
        List<NodeId> nodes = agent.sessions.values().stream()
                .map(node -> node.id)
                .distinct()
                .sorted()
                .toList();
        List<WrapUpView> wrapUps = agent.wrapUps.stream()
                .map(wrapUp -> new WrapUpView(wrapUp.chat, wrapUp.timer.dueMs, wrapUp.units))
                .toList();
        return new AgentView(
                agent.id,
                agent.presence,
                agent.next,
                agent.reachable(),
                agent.load,
                state.capacityOf(agent),
                agent.rules,
                nodes,
                agent.missedInRow,
                wrapUps);
    }

    QueueView viewOf(QueueState queue) {
        long oldest = queue.line.isEmpty() ? 0 : queue.line.first().startedMs;
        return new QueueView(
                queue.id,
                queue.rules,
                queue.open,
                queue.onlineAgents > 0,
                queue.line.size(),
                queue.active,
                state.matching.unmatched(queue),
                oldest);
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
    public List<OfferView> offersTo(AgentId agent) {
        AgentState known = state.agents.get(agent);
        return known == null
                ? List.of()
                : Offers.inOrder(known).stream().map(CoreView::viewOf).toList();
    }

    @Override
    public @Nullable AgentView agent(AgentId id) {
        AgentState agent = state.agents.get(id);
        return agent == null ? null : viewOf(agent);
    }

    @Override
    public List<AgentView> agents(long after, int limit) {
        return state.agents.after(new AgentId(after)).stream()
                .limit(limit)
                .map(this::viewOf)
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
        return state.queues.values().stream().map(this::viewOf).toList();
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
    public List<ChatView> ownedIn(QueueId queue, long after, int limit) {
        return state.agents.values().stream()
                .flatMap(agent -> agent.chats.stream())
                .filter(chat -> chat.queue.equals(queue) && chat.id.value() > after)
                .sorted(Comparator.comparing((ChatState chat) -> chat.id))
                .limit(limit)
                .map(this::viewOf)
                .toList();
    }

    @Override
    public int place(ChatId id) {
        ChatState chat = state.chats.get(id);
        if (chat == null || !chat.inLine()) {
            return 0;
        }
        QueueState queue = state.queues.get(chat.queue);
        return queue == null ? 0 : queue.line.place(chat);
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
        return chat == null ? null : new Explainer(state, this, chat).explain();
    }

    @Override
    public @Nullable Transferred transferred(ChatId id) {
        ChatState chat = state.chats.get(id);
        ChatState.TurnEnd end = chat == null ? null : chat.transferred();
        if (chat == null || end == null) {
            return null;
        }
        AgentId to = chat.offers().stream()
                .filter(offer -> offer.facts.reason() == ChosenBy.TRANSFERRED)
                .map(offer -> offer.agent.id)
                .findFirst()
                .orElse(null);
        return new Transferred(end.agent(), end.turn(), to);
    }

    @Override
    public @Nullable TransferTargets transferTargets(ChatId id, int max) {
        ChatState chat = state.chats.get(id);
        return chat == null ? null : Transfers.targets(state, this, chat, max);
    }
}

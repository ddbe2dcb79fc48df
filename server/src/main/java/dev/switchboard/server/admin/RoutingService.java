package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.AgentStateList;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.ListOwnedRequest;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.ListWaitingRequest;
import dev.switchboard.protocol.v1.OwnedChat;
import dev.switchboard.protocol.v1.OwnedList;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.TransferTargets;
import dev.switchboard.protocol.v1.TransferTargetsRequest;
import dev.switchboard.protocol.v1.WaitingList;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Fields;
import dev.switchboard.server.api.Methods;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.session.QueueDirectory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RoutingService of admin.proto, as a table of methods: what this node's replica says at the moment of the call, and what
 * supervisors decide {@link ByHand}.
 */
public final class RoutingService {
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 500;

    private final ControlPath control;
    private final ProfileDirectory profiles;
    private final QueueDirectory queues;
    private final DecisionHistory history;
    private final Shown shown;

    private RoutingService(ControlPath control, Directories names, DecisionHistory history, Shown shown) {
        this.control = control;
        this.profiles = names.profiles();
        this.queues = names.queues();
        this.history = history;
        this.shown = shown;
    }

    /** How people call what routing knows by number. */
    public record Directories(ProfileDirectory profiles, QueueDirectory queues) {}

    /** Chats and agents as staff may see them; names of agents are loaded before. */
    public record Shown(Function<ChatView, Chat> chats, Function<AgentId, AgentState> agents) {}

    public static ApiRequest.Service create(
            ControlPath control, Directories names, DecisionHistory history, Shown shown) {
        RoutingService routing = new RoutingService(control, names, history, shown);
        return new ByHand(control)
                .addTo(new Methods("routing"))
                .add("ListWaiting", ListWaitingRequest.getDefaultInstance(), routing::listWaiting)
                .add("ListOwned", ListOwnedRequest.getDefaultInstance(), routing::listOwned)
                .add("Explain", ExplainRequest.getDefaultInstance(), routing::explain)
                .add("ListAgentStates", ListRequest.getDefaultInstance(), routing::listAgentStates)
                .add("ListTransferTargets", TransferTargetsRequest.getDefaultInstance(), routing::listTransferTargets);
    }

    private CompletionStage<WaitingList> listWaiting(ListWaitingRequest body, ApiRequest request) {
        RoutingView view = control.view();
        QueueView queue = queue(view, body.getQueue(), request);
        int limit = Fields.limit(body.getLimit(), PAGE, PAGE_MAX);
        WaitingPage page = WaitingPage.after(body.getCursor(), limit);
        view.forEachWaiting(queue.id(), page::visit);
        return named(page.chats()).thenApply(loaded -> {
            WaitingList.Builder list = WaitingList.newBuilder()
                    .setTotal(page.total())
                    .setNextCursor(page.nextCursor())
                    .setUnmatched(queue.unmatched())
                    .setOpen(queue.open());
            page.chats()
                    .forEach(chat -> list.addItems(ExplanationText.waiting(
                            control.view(), chat, shown.chats().apply(chat))));
            return list.build();
        });
    }

    private CompletionStage<OwnedList> listOwned(ListOwnedRequest body, ApiRequest request) {
        RoutingView view = control.view();
        QueueView queue = queue(view, body.getQueue(), request);
        if (!(maySeeAny(request, Action.LIST_ANY_QUEUE) || mayTakeOver(view, request))) {
            throw new ApiException(ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.text());
        }
        int limit = Fields.limit(body.getLimit(), PAGE, PAGE_MAX);
        List<ChatView> found = view.ownedIn(queue.id(), Requests.cursor(body.getCursor()), limit + 1);
        List<ChatView> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Long.toString(page.get(limit - 1).id().value()) : "";
        return named(page)
                .thenApply(loaded -> OwnedList.newBuilder()
                        .setNextCursor(next)
                        .addAllItems(page.stream()
                                .map(chat -> OwnedChat.newBuilder()
                                        .setChat(shown.chats().apply(chat))
                                        .setRevision(chat.revision())
                                        .setWeight(chat.weight())
                                        .build())
                                .toList())
                        .build());
    }

    /** A queue that does not exist and one the caller does not serve are answered alike. */
    private static QueueView queue(RoutingView view, String name, ApiRequest request) {
        QueueView queue = view.queueNamed(name.strip().toLowerCase(Locale.ROOT));
        if (queue == null || !(maySeeAny(request, Action.LIST_ANY_QUEUE) || serves(view, request, queue))) {
            throw new ApiException(ErrorCode.UNKNOWN_QUEUE, ErrorCode.UNKNOWN_QUEUE.text());
        }
        return queue;
    }

    /**
     * A chat that does not exist and one the caller has no part in are answered alike. Routing forgets a chat some time after
     * its end; then the records answer, which are kept for longer.
     */
    private CompletionStage<Explanation> explain(ExplainRequest body, ApiRequest request) {
        ChatId id = Requests.chat(body.getChat());
        if (id == null) {
            throw unknownChat();
        }
        RoutingView view = control.view();
        RoutingView.Explanation explanation = view.explain(id);
        if (explanation == null) {
            return history.of(id).thenCompose(past -> explainPast(past, request));
        }
        ChatView chat = explanation.chat();
        if (!(maySeeAny(request, Action.EXPLAIN_ANY_CHAT)
                || hasPart(request, chat)
                || waitsForCaller(view, request, chat))) {
            throw unknownChat();
        }
        return Stages.all(explanation.candidates(), candidate -> name(candidate.agent()))
                .thenCombine(named(List.of(chat)), (names, loaded) -> names)
                .thenCombine(
                        history.of(id),
                        (names, past) -> ExplanationText.of(
                                        view, explanation, shown.chats().apply(chat), names)
                                .addAllDecisions(past.decisions())
                                .build());
    }

    /** For agents: chats that were theirs at any time. */
    private CompletionStage<Explanation> explainPast(DecisionHistory.Past past, ApiRequest request) {
        ClosedChatRecord closed = past.closed();
        boolean part = closed != null
                && request.caller() instanceof Identity.Agent caller
                && (closed.agents().contains(caller.id()) || caller.id().equals(past.lastOwner()));
        if (closed == null || !(part || maySeeAny(request, Action.EXPLAIN_ANY_CHAT))) {
            throw unknownChat();
        }
        ChatView chat = PastChat.view(closed, past.lastOwner());
        return named(List.of(chat))
                .thenApply(loaded -> Explanation.newBuilder()
                        .setChat(shown.chats().apply(chat))
                        .setWaitedMs(closed.waitedMs())
                        .addAllDecisions(past.decisions())
                        .build());
    }

    private CompletionStage<AgentStateList> listAgentStates(ListRequest body, ApiRequest request) {
        int limit = Fields.limit(body.getLimit(), PAGE, PAGE_MAX);
        List<AgentView> found = control.view().agents(Requests.cursor(body.getCursor()), limit + 1);
        List<AgentView> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Long.toString(page.get(limit - 1).id().value()) : "";
        return Stages.all(page, agent -> name(agent.id()))
                .thenApply(names -> AgentStateList.newBuilder()
                        .setNextCursor(next)
                        .addAllItems(page.stream()
                                .map(agent -> shown.agents().apply(agent.id()))
                                .toList())
                        .build());
    }

    /** Only the owner can give a chat away, so to supervisors too their own chats only. */
    private CompletionStage<TransferTargets> listTransferTargets(TransferTargetsRequest body, ApiRequest request) {
        ChatId id = Requests.chat(body.getChat());
        ChatView chat = id == null ? null : control.view().chat(id);
        if (chat == null || !(hasPart(request, chat) || maySeeAny(request, Action.EXPLAIN_ANY_CHAT))) {
            throw unknownChat();
        }
        if (chat.phase() == ChatPhase.CLOSED) {
            throw new ApiException(ErrorCode.CHAT_CLOSED, ErrorCode.CHAT_CLOSED.text());
        }
        RoutingView.TransferTargets targets =
                hasPart(request, chat) ? control.view().transferTargets(chat.id(), PAGE_MAX) : null;
        if (targets == null) {
            throw new ApiException(ErrorCode.NOT_A_MEMBER, ErrorCode.NOT_A_MEMBER.text());
        }
        return queues.prepare(targets.queues().stream()
                        .map(target -> target.queue().id())
                        .toList())
                .thenCompose(done -> Stages.all(
                        targets.agents(), target -> name(target.agent().id())))
                .thenApply(names -> TransferList.of(targets, names, queues));
    }

    static Presence presence(AgentView agent) {
        return switch (agent.presence()) {
            case AVAILABLE -> Presence.PRESENCE_AVAILABLE;
            case BUSY -> Presence.PRESENCE_BUSY;
            case AWAY -> Presence.PRESENCE_AWAY;
            case NOT_RESPONDING -> Presence.PRESENCE_NOT_RESPONDING;
            case OFFLINE -> Presence.PRESENCE_OFFLINE;
        };
    }

    private static boolean maySeeAny(ApiRequest request, Action action) {
        return Policy.allows(request.caller(), action);
    }

    private static boolean mayTakeOver(RoutingView view, ApiRequest request) {
        AgentView agent = agent(view, request);
        return agent != null && agent.rules().mayTakeOver();
    }

    private static @Nullable AgentView agent(RoutingView view, ApiRequest request) {
        return request.caller() instanceof Identity.Agent caller ? view.agent(caller.id()) : null;
    }

    private static boolean serves(RoutingView view, ApiRequest request, QueueView queue) {
        AgentView agent = agent(view, request);
        return agent != null && agent.rules().queues().contains(queue.id());
    }

    /** He owns it (or owned it last), or it is on offer to him. */
    private static boolean hasPart(ApiRequest request, ChatView chat) {
        return request.caller() instanceof Identity.Agent caller
                && (caller.id().equals(chat.agent())
                        || chat.offers().stream()
                                .anyMatch(offer -> offer.agent().equals(caller.id())));
    }

    /** It waits in a queue he serves: he may list it, so he may ask why. */
    private static boolean waitsForCaller(RoutingView view, ApiRequest request, ChatView chat) {
        QueueView queue = view.queue(chat.queue());
        return (chat.phase() == ChatPhase.WAITING || chat.phase() == ChatPhase.OFFERED)
                && queue != null
                && serves(view, request, queue);
    }

    /** Loads the names that a mapper of chats looks for among the known profiles. */
    private CompletionStage<List<String>> named(List<ChatView> shown) {
        List<AgentId> agents = shown.stream()
                .map(ChatView::agent)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        return Stages.all(agents, this::name);
    }

    private CompletionStage<String> name(AgentId id) {
        @Nullable AgentView agent = control.view().agent(id);
        return profiles.profile(id, agent == null ? 0 : agent.rules().revision())
                .thenApply(ProfileDirectory.Profile::displayName);
    }

    private static ApiException unknownChat() {
        return new ApiException(ErrorCode.UNKNOWN_CHAT, ErrorCode.UNKNOWN_CHAT.text());
    }
}

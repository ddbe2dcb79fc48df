package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.AgentStateList;
import dev.switchboard.protocol.v1.AgentTarget;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.ListWaitingRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueTarget;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.TransferTargets;
import dev.switchboard.protocol.v1.TransferTargetsRequest;
import dev.switchboard.protocol.v1.WaitingChat;
import dev.switchboard.protocol.v1.WaitingList;
import dev.switchboard.server.account.StoredQueues;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.DecisionRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChosenBy;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.session.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RoutingServiceTest {
    private static final NodeId NODE = new NodeId(1);
    private static final Decision DECISION =
            Decision.newBuilder().setOutcome("offered").build();

    private final Map<ChatId, List<byte[]>> records = new HashMap<>();
    private final Desk desk = new Desk();
    private final Queue sales = desk.queue("sales");
    private final Agent anna = agent("anna", Role.ROLE_AGENT);
    private final Agent bert = agent("bert", Role.ROLE_AGENT);
    private final Agent sue = agent("sue", Role.ROLE_SUPERVISOR);
    private final ApiRequest.Service routing = RoutingService.create(
            desk.control,
            new RoutingService.Directories(desk.profiles, new StoredQueues(desk.store, desk.loop)),
            chat -> records.containsKey(chat)
                    ? new RecordedDecisions(new Records()).of(chat)
                    : CompletableFuture.completedStage(new DecisionHistory.Past(List.of(DECISION), null, null)),
            RoutingServiceTest::shown);

    private static Chat shown(ChatView view) {
        return Chat.newBuilder()
                .setId("r0-" + view.id().value())
                .setPhase(
                        view.phase() == dev.switchboard.server.routing.model.ChatPhase.CLOSED
                                ? ChatPhase.CHAT_PHASE_CLOSED
                                : ChatPhase.CHAT_PHASE_WAITING)
                .setAgent(Author.newBuilder()
                        .setId(
                                view.agent() == null
                                        ? ""
                                        : Long.toString(view.agent().value())))
                .build();
    }

    private Agent agent(String name, Role role) {
        Agent.Builder agent = Desk.agentOf(name, role);
        if (name.equals("anna")) {
            agent.addQueues("sales");
        }
        return desk.admin("PutAgent", agent.build(), Agent.class);
    }

    private static Identity identity(Agent agent) {
        Identity.AgentRole role =
                agent.getRole() == Role.ROLE_SUPERVISOR ? Identity.AgentRole.SUPERVISOR : Identity.AgentRole.AGENT;
        return new Identity.Agent(new AgentId(Long.parseLong(agent.getId())), role, 0, Long.MAX_VALUE);
    }

    private String start(long customer) {
        Outcome outcome = desk.control.apply(new Command.StartChat(
                "key-of-chat",
                new CustomerId(customer),
                new SiteId(1),
                new QueueId(Integer.parseInt(sales.getId())),
                Wishes.NONE,
                new SessionId(customer),
                NODE));
        return "r0-" + ((Outcome.Started) outcome).chat().value();
    }

    private <A extends Message> A call(String method, Message body, Agent caller, Class<A> answer) {
        return answer.cast(desk.await(() -> routing.call(desk.request(routing, method, body, identity(caller), ""))
                .thenApply(Message.class::cast)));
    }

    private ErrorCode refusal(String method, Message body, Agent caller) {
        return desk.refusal(() -> routing.call(desk.request(routing, method, body, identity(caller), "")))
                .code();
    }

    private static ExplainRequest explain(String chat) {
        return ExplainRequest.newBuilder().setChat(chat).build();
    }

    @Test
    void shouldPageThroughWaitingChatsAlthoughSomeLeave() {
        List<String> started = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            started.add(start(i));
        }
        ListWaitingRequest request =
                ListWaitingRequest.newBuilder().setQueue("Sales").setLimit(2).build();
        desk.world.runFor(10);
        WaitingList first = call("ListWaiting", request, anna, WaitingList.class);
        assertThat(first.getTotal()).isEqualTo(5);
        assertThat(ids(first)).isEqualTo(started.subList(0, 2));
        desk.control.apply(new Command.DisconnectCustomer(new CustomerId(2), new SessionId(2)));
        WaitingList second = call(
                "ListWaiting",
                request.toBuilder().setCursor(first.getNextCursor()).build(),
                anna,
                WaitingList.class);
        assertThat(ids(second)).isEqualTo(started.subList(2, 4));
        WaitingList third = call(
                "ListWaiting",
                request.toBuilder().setCursor(second.getNextCursor()).build(),
                anna,
                WaitingList.class);
        assertThat(ids(third)).isEqualTo(started.subList(4, 5));
        assertThat(third.getNextCursor()).isEmpty();
        assertThat(refusal("ListWaiting", request.toBuilder().setCursor("x_1").build(), anna))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    private static List<String> ids(WaitingList list) {
        return list.getItemsList().stream()
                .map(WaitingChat::getChat)
                .map(Chat::getId)
                .toList();
    }

    @Test
    void shouldShowAgentsTheirOwnQueuesOnly() {
        ListWaitingRequest request =
                ListWaitingRequest.newBuilder().setQueue("sales").build();
        assertThat(call("ListWaiting", request, anna, WaitingList.class).getTotal())
                .isZero();
        assertThat(call("ListWaiting", request, sue, WaitingList.class).getTotal())
                .isZero();
        assertThat(refusal("ListWaiting", request, bert)).isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(refusal("ListWaiting", request.toBuilder().setQueue("none").build(), sue))
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
    }

    @Test
    void shouldExplainWhyAChatWaits() {
        String chat = start(1);
        desk.world.runFor(500);
        desk.control.apply(new Command.Tick());
        Explanation explanation = call("Explain", explain(chat), sue, Explanation.class);
        assertThat(explanation.getChat().getId()).isEqualTo(chat);
        assertThat(explanation.getWaitingBecause()).isEqualTo("no agent of the queue is available");
        assertThat(explanation.getWaitedMs()).isEqualTo(500);
        assertThat(explanation.getFiltersList()).isNotEmpty();
        assertThat(explanation.getDecisionsList()).containsExactly(DECISION);
    }

    /** Anna serves the queue, Bert does not. */
    @Test
    void shouldExplainToAgentsWhatWaitsInTheirQueues() {
        String chat = start(1);
        assertThat(call("Explain", explain(chat), anna, Explanation.class).getWaitingBecause())
                .isEqualTo("no agent of the queue is available");
        assertThat(refusal("Explain", explain(chat), bert)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        AgentId id = new AgentId(Long.parseLong(anna.getId()));
        desk.control.apply(new Command.ConnectAgent(id, new SessionId(7), NODE));
        desk.control.apply(new Command.SetPresence(id, Presence.AVAILABLE));
        Explanation offered = call("Explain", explain(chat), anna, Explanation.class);
        assertThat(offered.getWaitingBecause()).isEqualTo("it is offered to an agent who has not answered yet");
        for (String unknown : new String[] {"", "r0-", "r0-999999", "r1-1", "4711"}) {
            assertThat(refusal("Explain", explain(unknown), sue)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        }
    }

    /** Routing forgets a chat ten minutes after its end; its records are kept for 90 days. */
    @Test
    void shouldExplainFromTheRecordsWhatRoutingHasForgotten() {
        AgentId owner = new AgentId(Long.parseLong(anna.getId()));
        ChatId chat = new ChatId(4_711);
        QueueId queue = new QueueId(Integer.parseInt(sales.getId()));
        DecisionFacts facts = new DecisionFacts(ChosenBy.LEAST_LOADED, 0, 3, 60_000, 2, 7_000, 0, 0);
        records.put(
                chat,
                List.of(
                        RecordCodec.encode(new DecisionRecord(
                                4_712, 10, 10, DecisionRecord.Kind.OFFERED, chat, 1, owner, queue, "", facts)),
                        RecordCodec.encode(new DecisionRecord(
                                4_713, 20, 20, DecisionRecord.Kind.ASSIGNED, chat, 1, owner, queue, "ACCEPTED", facts)),
                        RecordCodec.encode(new ClosedChatRecord(
                                4_720,
                                chat,
                                new CustomerId(1),
                                new SiteId(1),
                                queue,
                                queue,
                                1,
                                90_000,
                                1,
                                10,
                                20,
                                20,
                                90_000,
                                7_000,
                                1,
                                1,
                                List.of(owner),
                                "SOLVED"))));

        for (Agent reader : List.of(sue, anna)) {
            Explanation past = call("Explain", explain("r0-4711"), reader, Explanation.class);
            assertThat(past.getChat().getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_CLOSED);
            assertThat(past.getChat().getAgent().getId()).isEqualTo(anna.getId());
            assertThat(past.getWaitedMs()).isEqualTo(7_000);
            assertThat(past.getDecisionsList())
                    .extracting(Decision::getOutcome)
                    .containsExactly("offered", "assigned", "closed");
            assertThat(past.getDecisions(0).getRule()).isEqualTo("least relative load, then longest idle");
        }
        assertThat(refusal("Explain", explain("r0-4711"), bert)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(refusal("Explain", explain("r0-4712"), sue)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }

    /** The record stream, but for what nobody asks here. */
    private final class Records implements RecordStore {
        @Override
        public CompletionStage<List<byte[]>> recordsOf(ChatId chat) {
            return CompletableFuture.completedStage(records.getOrDefault(chat, List.of()));
        }

        @Override
        public CompletionStage<Page> read(String after, int limit) {
            throw new AssertionError("An explanation reads one chat only");
        }
    }

    @Test
    void shouldListAgentsWithPresenceAndName() {
        AgentStateList first =
                call("ListAgentStates", ListRequest.newBuilder().setLimit(2).build(), sue, AgentStateList.class);
        AgentStateList second = call(
                "ListAgentStates",
                ListRequest.newBuilder()
                        .setLimit(2)
                        .setCursor(first.getNextCursor())
                        .build(),
                sue,
                AgentStateList.class);
        assertThat(first.getItemsList()).extracting(AgentState::getName).containsExactly("Agent anna", "Agent bert");
        assertThat(second.getItemsList()).extracting(AgentState::getName).containsExactly("Agent sue");
        assertThat(second.getNextCursor()).isEmpty();
        assertThat(refusal("ListAgentStates", ListRequest.getDefaultInstance(), anna))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    private void available(Agent agent, long session) {
        AgentId id = new AgentId(Long.parseLong(agent.getId()));
        desk.control.apply(new Command.ConnectAgent(id, new SessionId(session), NODE));
        desk.control.apply(new Command.SetPresence(id, Presence.AVAILABLE));
    }

    private static TransferTargetsRequest targetsOf(String chat) {
        return TransferTargetsRequest.newBuilder().setChat(chat).build();
    }

    @Test
    void shouldListToTheOwnerAloneWhereHeMayGiveAChat() {
        String chat = start(1);
        available(anna, 7);
        long position = Long.parseLong(chat.substring(3));
        AgentId id = new AgentId(Long.parseLong(anna.getId()));
        assertThat(refusal("ListTransferTargets", targetsOf(chat), anna)).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(desk.control.apply(new Command.AcceptOffer(new OfferId(new ChatId(position), 1), id)))
                .isEqualTo(new Outcome.Done());
        available(bert, 8);

        TransferTargets targets = call("ListTransferTargets", targetsOf(chat), anna, TransferTargets.class);
        assertThat(targets.getQueuesList())
                .containsExactly(QueueTarget.newBuilder()
                        .setQueue("sales")
                        .setTitle("The queue sales")
                        .setOnline(true)
                        .setEligible(true)
                        .build());
        assertThat(targets.getAgentsList())
                .extracting(AgentTarget::getName, AgentTarget::getReason, AgentTarget::getEligible)
                .containsExactly(
                        tuple("Agent bert", "", true),
                        tuple("Agent sue", "offline", false),
                        tuple("Agent anna", "self", false));
        assertThat(targets.getAgents(0).getCapacity()).isEqualTo(3);

        assertThat(refusal("ListTransferTargets", targetsOf(chat), bert)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(refusal("ListTransferTargets", targetsOf(chat), sue)).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(refusal("ListTransferTargets", targetsOf("r0-999999"), sue)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        desk.control.apply(new Command.CloseChat(new ChatId(position), new Actor.Agent(id), 1, CloseReason.SOLVED));
        assertThat(refusal("ListTransferTargets", targetsOf(chat), anna)).isEqualTo(ErrorCode.CHAT_CLOSED);
    }

    /** The owner may ask why he got it; who had nothing to do with it, not even whether there is such a chat. */
    @Test
    void shouldExplainToTheOwner() {
        String chat = start(1);
        available(anna, 7);
        available(bert, 8);
        desk.control.apply(new Command.AcceptOffer(
                new OfferId(new ChatId(Long.parseLong(chat.substring(3))), 1),
                new AgentId(Long.parseLong(anna.getId()))));
        Explanation explanation = call("Explain", explain(chat), anna, Explanation.class);
        assertThat(explanation.getWaitingBecause()).isEmpty();
        assertThat(explanation.getDecisionsList()).containsExactly(DECISION);
        assertThat(refusal("Explain", explain(chat), bert)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }

    /** Serving a queue gives the right to its waiting chats, not to those that a colleague has. */
    @Test
    void shouldNotExplainToAgentsWhatAColleagueHas() {
        String chat = start(1);
        Agent carol = desk.admin(
                "PutAgent",
                Desk.agentOf("carol", Role.ROLE_AGENT).addQueues("sales").build(),
                Agent.class);
        available(anna, 7);
        desk.control.apply(new Command.AcceptOffer(
                new OfferId(new ChatId(Long.parseLong(chat.substring(3))), 1),
                new AgentId(Long.parseLong(anna.getId()))));
        assertThat(refusal("Explain", explain(chat), carol)).isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }
}

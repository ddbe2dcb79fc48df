package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentRule;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.AssignChatRequest;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.ListOwnedRequest;
import dev.switchboard.protocol.v1.ListWaitingRequest;
import dev.switchboard.protocol.v1.MoveChatRequest;
import dev.switchboard.protocol.v1.OwnedList;
import dev.switchboard.protocol.v1.PrioritiseChatRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.RelaxationStep;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.WaitingChat;
import dev.switchboard.protocol.v1.WaitingList;
import dev.switchboard.server.account.StoredQueues;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.session.Identity;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Supervisors give, move and prioritise chats as they saw them, and see why chats wait. */
class ByHandTest {
    private static final NodeId NODE = new NodeId(1);

    private final Desk desk = new Desk();
    private int started;
    private final Queue sales;
    private final Queue support;
    private final Agent anna;
    private final Agent sue;
    private final ApiRequest.Service routing = RoutingService.create(
            desk.control,
            new RoutingService.Directories(desk.profiles, new StoredQueues(desk.store, desk.loop)),
            DecisionHistory.NONE,
            new RoutingService.Shown(
                    chat -> Chat.newBuilder().setId("r0-" + chat.id().value()).build(),
                    agent -> AgentState.getDefaultInstance()));

    ByHandTest() {
        desk.skill("german");
        support = desk.queue("support");
        sales = desk.admin(
                "PutQueue",
                Desk.queueOf("sales")
                        .setPriorityCreditMs(1_000)
                        .addRequirements(
                                Requirement.newBuilder().setSkill("german").setLevel(5))
                        .addSteps(RelaxationStep.newBuilder()
                                .setAfterMs(30_000)
                                .setLowerLevels(2)
                                .addWidenTo("support")
                                .setRaiseMs(5_000))
                        .setAgentRule(AgentRule.AGENT_RULE_MOST_CAPABLE)
                        .setWeight(2)
                        .build(),
                Queue.class);
        anna = desk.agent("anna", Role.ROLE_AGENT, null);
        sue = desk.agent("sue", Role.ROLE_SUPERVISOR, null);
    }

    private static AgentId id(Agent agent) {
        return new AgentId(Long.parseLong(agent.getId()));
    }

    private static Identity identity(Agent agent) {
        boolean supervisor = agent.getRole() == Role.ROLE_SUPERVISOR;
        return new Identity.Agent(
                id(agent), supervisor ? Identity.AgentRole.SUPERVISOR : Identity.AgentRole.AGENT, 0, Long.MAX_VALUE);
    }

    private <A extends Message> A call(String method, Message body, Class<A> answer) {
        ApiRequest request = desk.request(routing, method, body, identity(sue), "");
        return answer.cast(desk.await(() -> routing.call(request).thenApply(Message.class::cast)));
    }

    private ErrorCode refusal(String method, Message body) {
        return refusal(method, body, identity(sue));
    }

    private ErrorCode refusal(String method, Message body, Identity caller) {
        return desk.refusal(() -> routing.call(desk.request(routing, method, body, caller, "")))
                .code();
    }

    private ChatId start(long customer, Queue queue) {
        Outcome outcome = desk.control.apply(new Command.StartChat(
                "key-of-chat-" + ++started,
                new CustomerId(customer),
                new SiteId(1),
                new QueueId(Integer.parseInt(queue.getId())),
                Wishes.NONE,
                new SessionId(customer),
                NODE));
        return ((Outcome.Started) outcome).chat();
    }

    private ChatView view(ChatId chat) {
        return Objects.requireNonNull(desk.control.view().chat(chat));
    }

    private static String text(ChatId chat) {
        return "r0-" + chat.value();
    }

    private void connect(Agent agent, Presence presence) {
        desk.control.apply(
                new Command.ConnectAgent(id(agent), new SessionId(90 + id(agent).value()), NODE));
        desk.control.apply(new Command.SetPresence(id(agent), presence));
    }

    private AssignChatRequest assignment(ChatId chat, Agent to) {
        return AssignChatRequest.newBuilder()
                .setChat(text(chat))
                .setRevision(view(chat).revision())
                .setAgent(to.getId())
                .build();
    }

    @Test
    void shouldAssignWhateverTheSkills() {
        ChatId chat = start(1, sales);
        assertThat(refusal("AssignChat", assignment(chat, anna)))
                .as("not connected")
                .isEqualTo(ErrorCode.NOT_READY);
        connect(anna, Presence.AWAY);
        assertThat(refusal("AssignChat", assignment(chat, anna))).isEqualTo(ErrorCode.AGENT_NOT_ELIGIBLE);
        desk.control.apply(new Command.SetPresence(id(anna), Presence.BUSY));
        AssignChatRequest request = assignment(chat, anna);
        call("AssignChat", request, Done.class);
        assertThat(view(chat).offers()).extracting(offer -> offer.agent()).containsExactly(id(anna));
        call("AssignChat", request, Done.class);

        ChatId second = start(2, sales);
        assertThat(refusal("AssignChat", assignment(second, anna)))
                .as("weight 2 twice of 3")
                .isEqualTo(ErrorCode.AGENT_FULL);
        assertThat(refusal("AssignChat", request.toBuilder().setAgent("999").build()))
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(refusal("AssignChat", request.toBuilder().setAgent("x").build()))
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(refusal("AssignChat", request.toBuilder().setChat("r0-999").build()))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(refusal("AssignChat", request.toBuilder().setChat("x").build()))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }

    @Test
    void shouldRefuseWhatWasSeenOtherwise() {
        ChatId chat = start(1, sales);
        long seen = view(chat).revision();
        PrioritiseChatRequest prioritise = PrioritiseChatRequest.newBuilder()
                .setChat(text(chat))
                .setRevision(seen)
                .setCreditMs(60_000)
                .build();
        call("PrioritiseChat", prioritise, Done.class);
        assertThat(view(chat).creditMs()).isEqualTo(61_000);
        call("PrioritiseChat", prioritise, Done.class);
        assertThat(refusal(
                        "PrioritiseChat", prioritise.toBuilder().setCreditMs(1).build()))
                .isEqualTo(ErrorCode.CONFLICT);
        connect(anna, Presence.AVAILABLE);
        assertThat(refusal(
                        "AssignChat",
                        assignment(chat, anna).toBuilder().setRevision(seen).build()))
                .isEqualTo(ErrorCode.CONFLICT);
        MoveChatRequest move = MoveChatRequest.newBuilder()
                .setChat(text(chat))
                .setRevision(seen)
                .setQueue("support")
                .build();
        assertThat(refusal("MoveChat", move)).isEqualTo(ErrorCode.CONFLICT);
        assertThat(view(chat).queue().value()).isEqualTo(Integer.parseInt(sales.getId()));
    }

    @Test
    void shouldMoveToAnotherQueue() {
        ChatId chat = start(1, sales);
        MoveChatRequest move = MoveChatRequest.newBuilder()
                .setChat(text(chat))
                .setRevision(view(chat).revision())
                .setQueue(" Support")
                .build();
        assertThat(refusal("MoveChat", move.toBuilder().setQueue("nowhere").build()))
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        call("MoveChat", move, Done.class);
        assertThat(view(chat).queue().value()).isEqualTo(Integer.parseInt(support.getId()));
        call("MoveChat", move, Done.class);

        ChatId other = start(1, sales);
        MoveChatRequest second = move.toBuilder()
                .setChat(text(other))
                .setRevision(view(other).revision())
                .build();
        assertThat(refusal("MoveChat", second)).isEqualTo(ErrorCode.CHAT_ALREADY_OPEN);
    }

    @Test
    void shouldPrioritiseWaitingChatsOnly() {
        ChatId chat = start(1, support);
        PrioritiseChatRequest.Builder prioritise =
                PrioritiseChatRequest.newBuilder().setChat(text(chat)).setCreditMs(86_400_001);
        assertThat(refusal("PrioritiseChat", prioritise.build())).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusal("PrioritiseChat", prioritise.setCreditMs(-1).build()))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        connect(anna, Presence.BUSY);
        call("AssignChat", assignment(chat, anna), Done.class);
        desk.control.apply(new Command.AcceptOffer(view(chat).offers().get(0).id(), id(anna)));
        assertThat(view(chat).phase()).isEqualTo(ChatPhase.ACTIVE);
        assertThat(refusal(
                        "PrioritiseChat",
                        prioritise
                                .setCreditMs(1)
                                .setRevision(view(chat).revision())
                                .build()))
                .isEqualTo(ErrorCode.NOT_WAITING);
    }

    @Test
    void shouldBeForSupervisorsOnly() {
        ChatId chat = start(1, sales);
        for (Identity caller : List.of(identity(anna), Desk.ADMINISTRATION)) {
            assertThat(refusal("AssignChat", assignment(chat, anna), caller)).isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal("MoveChat", MoveChatRequest.getDefaultInstance(), caller))
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(refusal("PrioritiseChat", PrioritiseChatRequest.getDefaultInstance(), caller))
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void shouldShowWhatWaitingChatsAskFor() {
        ChatId chat = start(1, sales);
        WaitingList list = waiting();
        assertThat(list.getOpen()).isTrue();
        assertThat(list.getUnmatched()).as("nobody has German").isEqualTo(1);
        WaitingChat waiting = list.getItems(0);
        assertThat(waiting.getStep()).isZero();
        assertThat(waiting.getWeight()).isEqualTo(2);
        assertThat(waiting.getCreditMs()).isEqualTo(1_000);
        assertThat(waiting.getRevision()).isEqualTo(view(chat).revision());
        Explanation before = explain(chat);
        assertThat(before.getRule()).isEqualTo(AgentRule.AGENT_RULE_MOST_CAPABLE);
        assertThat(before.getNextStep())
                .isEqualTo(RelaxationStep.newBuilder()
                        .setAfterMs(30_000)
                        .setLowerLevels(2)
                        .addWidenTo("support")
                        .setRaiseMs(5_000)
                        .build());
        assertThat(before.getNextStepInMs()).isBetween(1L, 30_000L);
        assertThat(before.getRevision()).isEqualTo(waiting.getRevision());

        for (int second = 0; second <= 31; second++) {
            desk.world.runFor(1_000);
            desk.control.apply(new Command.Tick());
        }
        desk.control.apply(new Command.SetQueueOpen(view(chat).queue(), false));
        WaitingChat relaxed = waiting().getItems(0);
        assertThat(waiting().getOpen()).isFalse();
        assertThat(relaxed.getStep()).isEqualTo(1);
        assertThat(relaxed.getCreditMs()).isEqualTo(6_000);
        assertThat(relaxed.getRequirements(0).getLevel()).isEqualTo(3);
        Explanation after = explain(chat);
        assertThat(after.getStep()).isEqualTo(1);
        assertThat(after.hasNextStep()).isFalse();
        assertThat(after.getWaitingBecause()).isEqualTo("no agent serves the queue");
    }

    /** 1. An agent has two chats of the queue and one of another. 2. A supervisor pages through the two, and moves one. */
    @Test
    void shouldListWhatAgentsHave() {
        ChatId first = start(1, support);
        ChatId second = start(2, support);
        start(3, support);
        connect(sue, Presence.BUSY);
        Agent dora = desk.admin(
                "PutAgent",
                Desk.agentOf("dora", Role.ROLE_AGENT)
                        .setCapacity(5)
                        .addQueues("support")
                        .setMayTakeOver(true)
                        .build(),
                Agent.class);
        Agent ben = desk.admin(
                "PutAgent",
                Desk.agentOf("ben", Role.ROLE_AGENT)
                        .setCapacity(5)
                        .addQueues("support")
                        .build(),
                Agent.class);
        connect(ben, Presence.BUSY);
        for (ChatId chat : List.of(second, first)) {
            assertThat(desk.control.apply(new Command.TakeChat(chat, id(ben), null)))
                    .isEqualTo(new Outcome.Done());
        }
        ListOwnedRequest request =
                ListOwnedRequest.newBuilder().setQueue("support").setLimit(1).build();
        OwnedList page = call("ListOwned", request, OwnedList.class);
        assertThat(page.getItemsList())
                .extracting(owned -> owned.getChat().getId())
                .containsExactly(text(first));
        OwnedList rest = call(
                "ListOwned", request.toBuilder().setCursor(page.getNextCursor()).build(), OwnedList.class);
        assertThat(rest.getItemsList())
                .extracting(owned -> owned.getChat().getId())
                .containsExactly(text(second));
        assertThat(rest.getNextCursor()).isEmpty();
        assertThat(rest.getItems(0).getRevision()).isEqualTo(view(second).revision());
        assertThat(rest.getItems(0).getWeight()).isEqualTo(1);
        ListOwnedRequest ofSales =
                ListOwnedRequest.newBuilder().setQueue("sales").build();
        assertThat(call("ListOwned", ofSales, OwnedList.class).getItemsList()).isEmpty();

        assertThat(refusal("ListOwned", request, identity(ben))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal("ListOwned", ofSales, identity(dora)))
                .as("he does not serve it")
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        OwnedList seen = (OwnedList)
                desk.await(() -> routing.call(desk.request(routing, "ListOwned", request, identity(dora), ""))
                        .thenApply(Message.class::cast));
        assertThat(seen.getItemsCount()).isEqualTo(1);
    }

    private WaitingList waiting() {
        return call(
                "ListWaiting", ListWaitingRequest.newBuilder().setQueue("sales").build(), WaitingList.class);
    }

    private Explanation explain(ChatId chat) {
        return call("Explain", ExplainRequest.newBuilder().setChat(text(chat)).build(), Explanation.class);
    }
}

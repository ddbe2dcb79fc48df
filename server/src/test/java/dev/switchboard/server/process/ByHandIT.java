package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatException;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.ErrorCode;
import dev.switchboard.client.Parked;
import dev.switchboard.client.Presence;
import dev.switchboard.client.Requirement;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AssignChatRequest;
import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.ListWaitingRequest;
import dev.switchboard.protocol.v1.MoveChatRequest;
import dev.switchboard.protocol.v1.PrioritiseChatRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.protocol.v1.WaitingChat;
import dev.switchboard.protocol.v1.WaitingList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents take, hold and finish chats, supervisors give, move and prioritise them, on the packaged server. */
class ByHandIT {
    private static final String QUEUE = "help";
    private static final String OTHER_QUEUE = "second-line";

    @RegisterExtension
    private final Servers servers = new Servers();

    private ServerProcess server;
    private String password = "";
    private AdminApi admin;
    private AdminApi supervisor;
    private Agent ben;

    @BeforeEach
    void startADesk() throws Exception {
        server = servers.create();
        password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        admin = new AdminApi(server.http());
        admin.signIn("admin", password);
        admin.call("admin/PutSkill", Skill.newBuilder().setName("german").build(), Skill.parser());
        Queue.Builder queue = Queue.newBuilder()
                .setName(QUEUE)
                .setTitle("Help")
                .setPrefersLastAgent(true)
                .setWrapUpMs(600_000)
                .setWrapUpHoldsUnits(true);
        admin.call("admin/PutQueue", queue.build(), Queue.parser());
        admin.call(
                "admin/PutQueue",
                Queue.newBuilder().setName(OTHER_QUEUE).setTitle("Second line").build(),
                Queue.parser());
        admin.call(
                "admin/PutSite",
                Site.newBuilder()
                        .setName("Shop")
                        .setKey("demo")
                        .addOrigins("http://localhost:" + server.port())
                        .setDefaultQueue(QUEUE)
                        .build(),
                Site.parser());
        agent("anna", Role.ROLE_AGENT);
        ben = agent("ben", Role.ROLE_AGENT);
        agent("sue", Role.ROLE_SUPERVISOR);
        supervisor = new AdminApi(server.http());
        supervisor.signIn("sue", password);
    }

    private Agent agent(String name, Role role) throws Exception {
        Agent agent = admin.call(
                "admin/PutAgent",
                Agent.newBuilder()
                        .setName(name)
                        .setDisplayName("Agent " + name)
                        .setRole(role)
                        .addQueues(QUEUE)
                        .build(),
                Agent.parser());
        admin.call(
                "admin/SetPassword",
                SetPasswordRequest.newBuilder()
                        .setAgent(agent.getId())
                        .setPassword(password)
                        .build(),
                Done.parser());
        return agent;
    }

    /** Connected and busy, so that nothing is offered to him by itself. */
    private Colleague busy(String name) throws Exception {
        Colleague colleague = servers.colleague(server, Credentials.password(name, password));
        Talk.done(colleague.client.connect());
        Talk.done(colleague.client.setPresence(Presence.BUSY));
        return colleague;
    }

    private WaitingChat waiting(String queue, String chat) throws Exception {
        WaitingList list = supervisor.call(
                "routing/ListWaiting",
                ListWaitingRequest.newBuilder().setQueue(queue).build(),
                WaitingList.parser());
        return list.getItemsList().stream()
                .filter(each -> each.getChat().getId().equals(chat))
                .findFirst()
                .orElseThrow();
    }

    /** 1. Anna takes a chat; Ben may not. 2. She holds it and takes it back. 3. She closes it and is at work after it. */
    @Test
    void shouldTakeHoldAndFinish() throws Exception {
        Colleague anna = busy("anna");
        Colleague colleague = busy("ben");
        Customer customer = servers.customer(server);
        Talk.done(customer.client.connect());
        Chat chat = Talk.done(customer.client
                .chat(QUEUE)
                .preferring(new Requirement("german", 3))
                .onMessage(customer.seen::add)
                .open());
        Talk.done(chat.send("hello"));

        AgentChat taken = Talk.done(anna.client.takeChat(chat.id()));
        Talk.untilTextIs(anna.seen(chat.id()), "hello");
        Talk.done(taken.send("good morning"));
        Talk.untilTextIs(customer.seen, "good morning");
        assertThatThrownBy(() -> Talk.done(colleague.client.takeChat(chat.id())))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ChatException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_A_MEMBER);
                    assertThat(refusal.details()).containsEntry("name", "Agent anna");
                });

        Talk.done(taken.hold());
        await().until(() -> taken.parked() == Parked.ON_HOLD);
        await().until(() -> anna.client.status().orElseThrow().load() == 0);
        Talk.done(taken.resume());
        await().until(() -> taken.parked() == Parked.NOT);

        Talk.done(taken.close(AgentEndReason.SOLVED));
        await().until(() -> anna.client.status().orElseThrow().wrapUps().size() == 1);
        assertThat(anna.client.status().orElseThrow().load()).isEqualTo(1);
        assertThat(Talk.done(anna.client.setPresence(Presence.AVAILABLE)).nextPresence())
                .contains(Presence.AVAILABLE);
        assertThat(Talk.done(anna.client.extendWrapUp(chat.id()))
                        .wrapUps()
                        .get(0)
                        .remaining())
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMinutes(10));
        var ended = Talk.done(anna.client.endWrapUp(chat.id()));
        assertThat(ended.wrapUps()).isEmpty();
        assertThat(ended.load()).isZero();
        assertThat(ended.presence()).isEqualTo(Presence.AVAILABLE);
    }

    /** 1. A supervisor raises a chat, moves it and gives it to Ben. 2. What he had seen before is a conflict. */
    @Test
    void shouldPrioritiseMoveAndAssign() throws Exception {
        Colleague colleague = busy("ben");
        Chat chat = servers.customer(server).open(QUEUE);
        WaitingChat seen = waiting(QUEUE, chat.id());
        PrioritiseChatRequest prioritise = PrioritiseChatRequest.newBuilder()
                .setChat(chat.id())
                .setRevision(seen.getRevision())
                .setCreditMs(60_000)
                .build();
        assertThat(supervisor.call("routing/PrioritiseChat", prioritise, Done.parser()))
                .isEqualTo(Done.getDefaultInstance());
        WaitingChat raised = waiting(QUEUE, chat.id());
        assertThat(raised.getCreditMs()).isEqualTo(60_000);

        MoveChatRequest move = MoveChatRequest.newBuilder()
                .setChat(chat.id())
                .setRevision(seen.getRevision())
                .setQueue(OTHER_QUEUE)
                .build();
        assertThat(supervisor.refusal("routing/MoveChat", move)).isEqualTo("CONFLICT");
        MoveChatRequest again =
                move.toBuilder().setRevision(raised.getRevision()).build();
        assertThat(supervisor.call("routing/MoveChat", again, Done.parser())).isEqualTo(Done.getDefaultInstance());
        WaitingChat moved = waiting(OTHER_QUEUE, chat.id());

        AssignChatRequest assign = AssignChatRequest.newBuilder()
                .setChat(chat.id())
                .setRevision(moved.getRevision())
                .setAgent(ben.getId())
                .build();
        AdminApi agent = new AdminApi(server.http());
        agent.signIn("ben", password);
        assertThat(agent.refusal("routing/AssignChat", assign)).isEqualTo("FORBIDDEN");
        assertThat(supervisor.call("routing/AssignChat", assign, Done.parser())).isEqualTo(Done.getDefaultInstance());
        assertThat(colleague.acceptNext().id()).isEqualTo(chat.id());
        await().until(() -> outcomes(chat.id())
                .containsAll(List.of("queued", "prioritised", "requeued", "offered", "accepted", "assigned")));
    }

    /** Ben is free for longer, but the customer has talked to Anna. */
    @Test
    void shouldComeBackToTheLastAgent() throws Exception {
        Colleague colleague = busy("ben");
        Talk.done(colleague.client.setPresence(Presence.AVAILABLE));
        Colleague anna = busy("anna");
        Customer customer = servers.customer(server);
        Talk.done(customer.client.connect());
        Talk.done(colleague.client.setPresence(Presence.BUSY));
        Chat first = Talk.done(customer.client.chat(QUEUE).open());
        AgentChat taken = Talk.done(anna.client.takeChat(first.id()));
        Talk.done(taken.close(AgentEndReason.SOLVED));
        await().until(() -> outcomes(first.id()).contains("closed"));
        Talk.done(anna.client.endWrapUp(first.id()));
        Talk.done(colleague.client.setPresence(Presence.AVAILABLE));
        Talk.done(anna.client.setPresence(Presence.AVAILABLE));

        Chat second = Talk.done(customer.client.chat(QUEUE).open());
        assertThat(anna.acceptNext().id()).isEqualTo(second.id());
        assertThat(colleague.offers).isEmpty();
    }

    private List<String> outcomes(String chat) throws Exception {
        return supervisor
                .call(
                        "routing/Explain",
                        ExplainRequest.newBuilder().setChat(chat).build(),
                        Explanation.parser())
                .getDecisionsList()
                .stream()
                .map(Decision::getOutcome)
                .toList();
    }
}

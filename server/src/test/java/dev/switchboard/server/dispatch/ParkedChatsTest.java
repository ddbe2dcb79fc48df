package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.Parked;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Chats on hold, and those in which nobody writes, take no units of their agent for a while. */
class ParkedChatsTest {
    private static final long IDLE_MS = 60_000;

    private final SimCluster cluster = new SimCluster(73);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient anna = cluster.agent(here, 5);
    private final SimClient customer = cluster.customer(there, 7);
    private String chat = "";
    private int assignment;

    private void begin(long idleMs) {
        cluster.change(SimCluster.SUPPORT, rules -> rules.with(new QueueRules.Units(0, 0, true, idleMs)));
        chat = cluster.start(customer);
        assignment = cluster.accept(anna, chat).getChat().getAssignment();
        cluster.settle();
    }

    private int load() {
        return Objects.requireNonNull(here.view().agent(new AgentId(5))).load();
    }

    private static List<Parked> parked(SimClient client) {
        return client.frames(BodyCase.CHAT_UPDATE).stream()
                .map(ServerFrame::getChatUpdate)
                .map(ChatUpdate::getChat)
                .map(Chat::getParked)
                .toList();
    }

    private static Parked last(SimClient client) {
        List<Parked> all = parked(client);
        return all.get(all.size() - 1);
    }

    private void passTime(long ms) {
        cluster.passTime(ms, anna, customer);
    }

    @Test
    void shouldHoldAndTakeBack() {
        begin(0);
        SimClient phone = cluster.device(there, 5, AgentRole.AGENT);
        int told = customer.frames(BodyCase.CHAT_UPDATE).size();
        assertThat(anna.ask(SimCluster.hold(chat, assignment, true)).hasDone()).isTrue();
        cluster.settle();
        assertThat(load()).isZero();
        assertThat(last(anna)).isEqualTo(Parked.PARKED_ON_HOLD);
        assertThat(last(phone)).isEqualTo(Parked.PARKED_ON_HOLD);
        assertThat(customer.frames(BodyCase.CHAT_UPDATE))
                .as("nothing to the customer")
                .hasSize(told);
        assertThat(customer.ask(SimCluster.send(chat, "message-1", "hello?")).hasSent())
                .isTrue();
        assertThat(anna.ask(SimCluster.send(chat, "message-2", "one moment")).hasSent())
                .isTrue();
        SimClient tablet = cluster.device(here, 5, AgentRole.AGENT);
        assertThat(tablet.frames(BodyCase.WELCOME)
                        .get(0)
                        .getWelcome()
                        .getChats(0)
                        .getChat()
                        .getParked())
                .isEqualTo(Parked.PARKED_ON_HOLD);

        assertThat(anna.ask(SimCluster.hold(chat, assignment, false)).hasDone()).isTrue();
        cluster.settle();
        assertThat(load()).isEqualTo(1);
        assertThat(last(anna)).isEqualTo(Parked.PARKED_UNSPECIFIED);
        assertThat(parked(customer)).containsOnly(Parked.PARKED_UNSPECIFIED);
    }

    @Test
    void shouldRefuseToHoldWhatIsNotHis() {
        begin(0);
        SimClient ben = cluster.agent(there, 6);
        assertThat(ben.refused(SimCluster.hold(chat, assignment, true))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(anna.refused(SimCluster.hold(chat, 0, true))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(anna.refused(SimCluster.hold(chat, assignment + 1, true))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(customer.refused(SimCluster.hold(chat, assignment, true))).isEqualTo(ErrorCode.FORBIDDEN);
        anna.ask(SimCluster.close(chat, assignment));
        assertThat(anna.refused(SimCluster.hold(chat, assignment, true))).isEqualTo(ErrorCode.CHAT_CLOSED);
    }

    @Test
    void shouldNotTakeBackWithoutRoom() {
        begin(0);
        anna.ask(SimCluster.hold(chat, assignment, true));
        for (int i = 0; i < 3; i++) {
            cluster.accept(anna, cluster.start(cluster.customer(there, 100 + i)));
        }
        assertThat(anna.refused(SimCluster.hold(chat, assignment, false))).isEqualTo(ErrorCode.AGENT_FULL);
    }

    @Test
    void shouldFreeTheUnitsOfAChatInWhichNobodyWrites() {
        begin(IDLE_MS);
        passTime(IDLE_MS - 2_000);
        assertThat(load()).isEqualTo(1);
        passTime(4_000);
        assertThat(load()).isZero();
        assertThat(last(anna)).isEqualTo(Parked.PARKED_IDLE);

        customer.ask(SimCluster.send(chat, "message-1", "I am back"));
        cluster.settle();
        assertThat(load()).isEqualTo(1);
        assertThat(last(anna)).isEqualTo(Parked.PARKED_UNSPECIFIED);
    }

    @Test
    void shouldCountFromTheLastMessage() {
        begin(IDLE_MS);
        passTime(40_000);
        anna.ask(SimCluster.send(chat, "message-1", "are you there?"));
        passTime(IDLE_MS - 2_000);
        assertThat(load()).isEqualTo(1);
        passTime(4_000);
        assertThat(load()).isZero();
        anna.ask(SimCluster.send(chat, "message-2", "still there?"));
        cluster.settle();
        assertThat(last(anna)).as("it waits for the customer").isEqualTo(Parked.PARKED_IDLE);
    }

    @Test
    void shouldWaitForRoomWhenTheCustomerIsBack() {
        begin(IDLE_MS);
        passTime(IDLE_MS + 2_000);
        String other = cluster.start(cluster.customer(there, 100));
        int held = cluster.accept(anna, other).getChat().getAssignment();
        for (int i = 1; i < 3; i++) {
            cluster.accept(anna, cluster.start(cluster.customer(there, 100 + i)));
        }
        customer.ask(SimCluster.send(chat, "message-1", "I am back"));
        cluster.settle();
        assertThat(last(anna)).isEqualTo(Parked.PARKED_WANTED);
        anna.ask(SimCluster.close(other, held));
        cluster.settle();
        assertThat(load()).isEqualTo(3);
        assertThat(here.view().chatsOf(new AgentId(5)))
                .allMatch(each -> each.parked() == dev.switchboard.server.routing.model.Parked.NOT);
    }

    /** The publisher has read the transcript before the message came, and says so after it. */
    @Test
    void shouldNotStayIdleWhenTheCustomerWroteMeanwhile() {
        begin(IDLE_MS);
        passTime(30_000);
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        var view = Objects.requireNonNull(here.view().queue(SimCluster.SUPPORT));
        assertThat(view.rules().units().idleAfterMs()).isEqualTo(IDLE_MS);
        long id = Long.parseLong(chat.substring(3));
        cluster.configure(
                new Command.ReportActivity(new dev.switchboard.server.routing.model.ChatId(id), assignment, IDLE_MS));
        cluster.settle();
        assertThat(parked(anna)).contains(Parked.PARKED_IDLE);
        assertThat(last(anna)).isEqualTo(Parked.PARKED_UNSPECIFIED);
        assertThat(load()).isEqualTo(1);
    }

    @Test
    void shouldTellAgainWhenTheLogDidNotTakeIt() {
        begin(IDLE_MS);
        passTime(IDLE_MS + 2_000);
        there.logFaults().down(true);
        customer.ask(SimCluster.send(chat, "message-1", "I am back"));
        cluster.settle();
        assertThat(load()).isZero();
        there.logFaults().down(false);
        passTime(5_000);
        assertThat(load()).isEqualTo(1);
    }
}

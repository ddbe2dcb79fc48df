package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.protocol.v1.WrapUp;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's work after a chat, on all his devices. */
class WrapUpTest {
    private final SimCluster cluster = new SimCluster(72);
    private final SimServer server = cluster.startServer();
    private final SimClient anna = cluster.agent(server, 5);
    private final SimClient phone = cluster.device(server, 5, AgentRole.AGENT);
    private final SimClient customer = cluster.customer(server, 7);
    private String chat = "";

    private void closeOne(boolean holdsUnits) {
        cluster.change(SimCluster.SUPPORT, rules -> rules.with(new QueueRules.WrapUp(30_000, holdsUnits)));
        chat = cluster.start(customer);
        int assignment = cluster.accept(anna, chat).getChat().getAssignment();
        anna.ask(SimCluster.close(chat, assignment));
        cluster.settle();
    }

    private static AgentState last(SimClient client) {
        List<ServerFrame> states = client.frames(BodyCase.AGENT_STATE);
        return states.get(states.size() - 1).getAgentState();
    }

    @Test
    void shouldTellAllDevicesOfItUntilItEndsByItself() {
        closeOne(true);
        for (SimClient device : List.of(anna, phone)) {
            assertThat(last(device).getWrapUpsList()).hasSize(1);
            WrapUp wrapUp = last(device).getWrapUps(0);
            assertThat(wrapUp.getChat()).isEqualTo(chat);
            assertThat(wrapUp.getUnits()).isEqualTo(1);
            assertThat(wrapUp.getRemainingMs()).isBetween(29_000L, 30_000L);
            assertThat(last(device).getLoad()).isEqualTo(1);
        }
        cluster.passTime(31_000, anna, phone);
        for (SimClient device : List.of(anna, phone)) {
            assertThat(last(device).getWrapUpsList()).isEmpty();
            assertThat(last(device).getLoad()).isZero();
        }
    }

    @Test
    void shouldTellItInTheWelcome() {
        closeOne(false);
        SimClient tablet = cluster.device(server, 5, AgentRole.AGENT);
        Welcome welcome = tablet.frames(BodyCase.WELCOME).get(0).getWelcome();
        assertThat(welcome.getAgent().getWrapUpsList()).hasSize(1);
        assertThat(welcome.getAgent().getWrapUps(0).getUnits()).isZero();
    }

    @Test
    void shouldExtendAndEndIt() {
        closeOne(false);
        cluster.passTime(20_000, anna, phone, customer);
        int pushed = phone.frames(BodyCase.AGENT_STATE).size();
        AgentState extended = anna.ask(SimCluster.extendWrapUp(chat)).getAgentState();
        assertThat(extended.getWrapUps(0).getRemainingMs()).isGreaterThan(29_000);
        cluster.settle();
        assertThat(phone.frames(BodyCase.AGENT_STATE)).hasSize(pushed + 1);
        assertThat(last(phone).getWrapUps(0).getRemainingMs()).isGreaterThan(29_000);

        assertThat(anna.ask(SimCluster.endWrapUp(chat)).getAgentState().getWrapUpsList())
                .isEmpty();
        cluster.settle();
        assertThat(last(phone).getWrapUpsList()).isEmpty();
        assertThat(anna.ask(SimCluster.endWrapUp(chat)).hasAgentState())
                .as("a repeat")
                .isTrue();
        assertThat(anna.refused(SimCluster.extendWrapUp(chat))).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(anna.refused(SimCluster.extendWrapUp("17"))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(SimCluster.endWrapUp(chat))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void shouldRememberTheStatusForItsEnd() {
        closeOne(false);
        AgentState chosen =
                anna.ask(SimCluster.presence(Presence.PRESENCE_AWAY)).getAgentState();
        assertThat(chosen.getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
        assertThat(chosen.getNextPresence()).isEqualTo(Presence.PRESENCE_AWAY);
        cluster.settle();
        assertThat(last(phone).getNextPresence()).isEqualTo(Presence.PRESENCE_AWAY);
        anna.ask(SimCluster.endWrapUp(chat));
        cluster.settle();
        assertThat(last(phone).getPresence()).isEqualTo(Presence.PRESENCE_AWAY);
        assertThat(last(phone).getNextPresence()).isEqualTo(Presence.PRESENCE_UNSPECIFIED);
    }
}

package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents take chats: from the queue without an offer, and with the right to from their owner. */
class TakeChatTest {
    private final SimCluster cluster = new SimCluster(71);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient customer = cluster.customer(here, 7);

    /** Connected and not available, so that nothing is offered to him. */
    private SimClient away(long id, boolean mayTakeOver) {
        cluster.configure(new Command.ConfigureAgent(
                new AgentId(id),
                new AgentRules(1, 1, List.of(SimCluster.SUPPORT, SimCluster.SALES), List.of(), mayTakeOver)));
        SimClient agent = cluster.device(there, id, AgentRole.AGENT);
        agent.ask(SimCluster.presence(Presence.PRESENCE_BUSY));
        return agent;
    }

    @Test
    void shouldTakeAWaitingChatWithItsTranscript() {
        SimClient anna = away(5, false);
        String chat = cluster.start(customer);
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        ChatReply taken = SimCluster.reply(anna.ask(SimCluster.take(chat)));
        assertThat(taken.getChat().getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
        assertThat(taken.getChat().getAgent().getId()).isEqualTo("5");
        assertThat(anna.lines(chat)).containsExactly("1:[started]", "2:hello", "3:[joined]");
        ChatReply again = SimCluster.reply(anna.ask(SimCluster.take(chat)));
        assertThat(again.getChat().getAssignment()).isEqualTo(taken.getChat().getAssignment());
        customer.ask(SimCluster.send(chat, "message-2", "are you there?"));
        cluster.settle();
        assertThat(anna.lines(chat)).endsWith("4:are you there?");
        assertThat(anna.frames(BodyCase.OFFER)).isEmpty();
        List<ServerFrame> updates = customer.frames(BodyCase.CHAT_UPDATE);
        Chat last = updates.get(updates.size() - 1).getChatUpdate().getChat();
        assertThat(last.getAgent().getName()).isEqualTo("Agent 5");
    }

    @Test
    void shouldRefuseWhatMayNotBeTaken() {
        SimClient anna = away(5, false);
        String chat = cluster.start(customer);
        assertThat(anna.refused(SimCluster.take("r0-999999"))).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(anna.refused(SimCluster.take("17"))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(SimCluster.take(chat))).isEqualTo(ErrorCode.FORBIDDEN);

        String direct = SimCluster.reply(customer.ask(SimCluster.startChat("key-00002", "direct")))
                .getChat()
                .getId();
        assertThat(anna.refused(SimCluster.take(direct)))
                .as("he does not serve the queue")
                .isEqualTo(ErrorCode.AGENT_NOT_ELIGIBLE);

        anna.ask(SimCluster.take(chat));
        String second = cluster.start(cluster.customer(here, 8));
        assertThat(anna.refused(SimCluster.take(second))).isEqualTo(ErrorCode.AGENT_FULL);

        customer.ask(SimCluster.close(chat, 0));
        assertThat(anna.refused(SimCluster.take(chat))).isEqualTo(ErrorCode.CHAT_CLOSED);
    }

    @Test
    void shouldNotTakeWhatIsOnOfferToAnother() {
        SimClient anna = away(5, false);
        cluster.agent(here, 6);
        String chat = cluster.start(customer);
        assertThat(anna.refused(SimCluster.take(chat))).isEqualTo(ErrorCode.NOT_WAITING);
    }

    @Test
    void shouldNameTheOwnerToWhomMayNotTakeOver() {
        SimClient anna = away(5, false);
        String chat = cluster.start(customer);
        cluster.accept(cluster.agent(here, 6), chat);
        ServerFrame refused = anna.ask(SimCluster.take(chat));
        assertThat(SimClient.error(refused)).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(refused.getError().getDetailsMap())
                .containsEntry("agent", "6")
                .containsEntry("name", "Agent 6")
                .hasSize(2);
    }

    @Test
    void shouldTakeOverWithTheRightTo() {
        SimClient dora = away(5, true);
        SimClient ben = cluster.agent(here, 6);
        String chat = cluster.start(customer);
        cluster.accept(ben, chat);
        ben.ask(SimCluster.send(chat, "message-1", "one moment"));
        assertThat(ben.ask(SimCluster.presence(Presence.PRESENCE_BUSY))
                        .getAgentState()
                        .getMayTakeOver())
                .isFalse();
        assertThat(dora.ask(SimCluster.presence(Presence.PRESENCE_BUSY))
                        .getAgentState()
                        .getMayTakeOver())
                .as("who has the right is told so")
                .isTrue();
        assertThat(dora.refused(SimCluster.take(chat)))
                .as("who takes what waits takes it from nobody")
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(dora.refused(SimCluster.takeOver(chat, "somebody"))).isEqualTo(ErrorCode.UNKNOWN_AGENT);
        SimCluster.reply(dora.ask(SimCluster.takeOver(chat, "6")));
        cluster.settle();
        assertThat(dora.lines(chat))
                .containsExactly("1:[started]", "2:[joined]", "3:one moment", "4:[left]", "5:[joined]");
        assertThat(dora.entries(chat).get(3).getParametersMap()).containsEntry("reason", "taken-over");
        assertThat(ben.refused(SimCluster.send(chat, "message-2", "and now"))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        List<ServerFrame> updates = ben.frames(BodyCase.CHAT_UPDATE);
        Chat last = updates.get(updates.size() - 1).getChatUpdate().getChat();
        assertThat(last.getAgent().getId())
                .as("the former owner sees who has it")
                .isEqualTo("5");
    }
}

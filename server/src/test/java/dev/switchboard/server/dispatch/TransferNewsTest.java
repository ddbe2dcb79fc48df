package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.DeclineOffer;
import dev.switchboard.protocol.v1.DeclineReason;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.TransferChat;
import dev.switchboard.protocol.v1.TransferUpdate;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who transferred a chat learns what becomes of it, on all his devices, and nothing of what is said in it. */
class TransferNewsTest {
    private final SimCluster cluster = new SimCluster(51);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient anna = cluster.agent(there, 5);
    private final SimClient customer = cluster.customer(here, 7);
    private final String chat = cluster.start(customer);
    private final int assignment = cluster.accept(anna, chat).getChat().getAssignment();

    private void transfer(SimClient agent, int held, TransferChat.Builder target) {
        ServerFrame reply = agent.ask(
                ClientFrame.newBuilder().setTransferChat(target.setChat(chat).setAssignment(held)));
        assertThat(reply.hasDone()).isTrue();
        cluster.settle();
    }

    private static TransferChat.Builder toAgent(String id) {
        return TransferChat.newBuilder().setAgent(id);
    }

    private static TransferChat.Builder toQueue(String name) {
        return TransferChat.newBuilder().setQueue(name);
    }

    private static String text(TransferUpdate update) {
        String state = update.getState().name().replace("TRANSFER_STATE_", "");
        String agent = update.hasAgent() ? " " + update.getAgent().getName() : "";
        return state + agent + " / " + update.getQueue() + ", " + update.getQueueTitle();
    }

    private static List<String> news(SimClient client) {
        return client.frames(BodyCase.TRANSFER_UPDATE).stream()
                .map(ServerFrame::getTransferUpdate)
                .map(TransferNewsTest::text)
                .toList();
    }

    @Test
    void shouldTellAllDevicesWhetherTheAgentTookIt() {
        SimClient phone = cluster.device(here, 5, AgentRole.AGENT);
        SimClient ben = cluster.agent(here, 6);
        transfer(anna, assignment, toAgent("6"));
        customer.ask(SimCluster.send(chat, "message-1", "secret"));
        cluster.accept(ben, chat);
        cluster.settle();
        for (SimClient device : List.of(anna, phone)) {
            assertThat(news(device))
                    .containsExactly("OFFERED Agent 6 / support, Queue 1", "TAKEN Agent 6 / support, Queue 1");
            assertThat(device.lines(chat)).doesNotContain("4:secret");
        }
        TransferUpdate last = anna.frames(BodyCase.TRANSFER_UPDATE).get(1).getTransferUpdate();
        assertThat(last.getChat()).isEqualTo(chat);
        assertThat(last.getAssignment()).isEqualTo(assignment);
        assertThat(news(ben)).isEmpty();
        assertThat(news(customer)).isEmpty();
    }

    @Test
    void shouldTellThatTheAgentDidNotTakeItAndWhoDid() {
        SimClient ben = cluster.agent(here, 6);
        transfer(anna, assignment, toAgent("6"));
        anna.ask(SimCluster.presence(Presence.PRESENCE_AWAY));
        String offer = ben.await(BodyCase.OFFER).getOffer().getId();
        ben.ask(ClientFrame.newBuilder()
                .setDeclineOffer(
                        DeclineOffer.newBuilder().setOffer(offer).setReason(DeclineReason.DECLINE_REASON_BUSY)));
        cluster.settle();
        SimClient carla = cluster.agent(there, 8);
        cluster.accept(carla, chat);
        cluster.settle();
        assertThat(news(anna))
                .containsExactly(
                        "OFFERED Agent 6 / support, Queue 1",
                        "WAITING / support, Queue 1",
                        "TAKEN Agent 8 / support, Queue 1");
    }

    @Test
    void shouldTellWhenTheCustomerLeavesBeforeAnybodyTookIt() {
        transfer(anna, assignment, toQueue("sales"));
        customer.ask(SimCluster.close(chat, 0));
        cluster.settle();
        assertThat(news(anna)).containsExactly("WAITING / sales, Queue 2", "CLOSED / sales, Queue 2");
    }

    /** Only the last transfer counts, and an agent whose connection was lost gave nothing away. */
    @Test
    void shouldTellNothingOfWhatHappensAfterSomebodyTookIt() {
        SimClient ben = cluster.agent(here, 6);
        transfer(anna, assignment, toAgent("6"));
        int second = cluster.accept(ben, chat).getChat().getAssignment();
        cluster.settle();
        int told = news(anna).size();
        transfer(ben, second, toQueue("sales"));
        assertThat(news(ben)).containsExactly("WAITING / sales, Queue 2");
        customer.ask(SimCluster.close(chat, 0));
        cluster.settle();
        assertThat(news(ben)).hasSize(2);
        assertThat(news(anna)).hasSize(told);
    }

    @Test
    void shouldTellAfterAReconnectWhatWasMissed() {
        transfer(anna, assignment, toQueue("sales"));
        anna.disconnect();
        assertThat(reconnect().getTransfersList())
                .extracting(TransferNewsTest::text)
                .containsExactly("WAITING / sales, Queue 2");
        SimClient ben = cluster.agent(here, 6);
        cluster.accept(ben, chat);
        cluster.settle();
        Welcome welcome = reconnect();
        assertThat(welcome.getTransfersList())
                .extracting(TransferNewsTest::text)
                .containsExactly("TAKEN Agent 6 / sales, Queue 2");
        assertThat(welcome.getChatsList()).isEmpty();
    }

    /** The last owner of a closed chat may read it, but what was said after he had left is nothing that he is sent. */
    @Test
    void shouldNotSendAClosedChatThatWasGivenAway() {
        transfer(anna, assignment, toQueue("sales"));
        customer.ask(SimCluster.send(chat, "message-1", "secret"));
        customer.ask(SimCluster.close(chat, 0));
        cluster.settle();
        Welcome welcome = reconnect();
        assertThat(welcome.getTransfersList())
                .extracting(TransferNewsTest::text)
                .containsExactly("CLOSED / sales, Queue 2");
        assertThat(welcome.getChatsList()).isEmpty();
    }

    /** Anna's next connection, away so that nothing is offered to her. */
    private Welcome reconnect() {
        SimClient back = cluster.connect(there);
        Welcome welcome = back.hello(Hello.newBuilder()
                .setToken(cluster.directory().agentToken(5, AgentRole.AGENT))
                .addResume(ResumePoint.newBuilder().setChat(chat).setLastSequence(2)));
        back.ask(SimCluster.presence(Presence.PRESENCE_AWAY));
        return welcome;
    }
}

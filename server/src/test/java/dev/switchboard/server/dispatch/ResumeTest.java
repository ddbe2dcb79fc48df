package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Offer;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a client gets that comes back: exactly what it lacks, or the whole. */
class ResumeTest {
    private final SimCluster cluster = new SimCluster(11);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient agent = cluster.agent(there, 5);
    private final SimClient customer = cluster.customer(here, 7);
    private final String chat = cluster.start(customer);
    private final ChatReply accepted = cluster.accept(agent, chat);

    private Hello.Builder back(long customerId, long lastSequence) {
        return Hello.newBuilder()
                .setToken(cluster.directory().customerToken(customerId))
                .addResume(ResumePoint.newBuilder().setChat(chat).setLastSequence(lastSequence));
    }

    private void agentSays(int from, int to) {
        for (int i = from; i <= to; i++) {
            agent.ask(SimCluster.send(chat, "agent-message-" + i, "text " + i));
        }
    }

    @Test
    void shouldGiveExactlyWhatIsMissing() {
        agentSays(1, 2);
        customer.disconnect();
        agentSays(3, 5);

        for (SimServer server : List.of(here, there)) {
            SimClient again = cluster.connect(server);
            Welcome welcome = again.hello(back(7, 4));
            assertThat(welcome.getChatsList()).hasSize(1);
            ChatSnapshot snapshot = welcome.getChats(0);
            assertThat(snapshot.getOutcome()).isEqualTo(ResumeOutcome.RESUME_OUTCOME_RECOVERED);
            assertThat(snapshot.getEntriesList())
                    .extracting(SimClient::line)
                    .containsExactly("5:text 3", "6:text 4", "7:text 5");
            assertThat(snapshot.getMore()).isFalse();
            assertThat(snapshot.getChat().getLastSequence()).isEqualTo(7);
            again.disconnect();
        }
    }

    @Test
    void shouldGiveTheWholeToWhoHoldsNothingOrMoreThanThereIs() {
        agentSays(1, 1);
        SimClient fresh = cluster.connect(here);
        ChatSnapshot whole = fresh.hello(
                        Hello.newBuilder().setToken(cluster.directory().customerToken(7)))
                .getChats(0);
        assertThat(whole.getOutcome()).isEqualTo(ResumeOutcome.RESUME_OUTCOME_WHOLE);
        assertThat(whole.getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("1:[started]", "2:[joined]", "3:text 1");

        ChatSnapshot ahead = cluster.connect(here).hello(back(7, 4)).getChats(0);
        assertThat(ahead.getOutcome()).isEqualTo(ResumeOutcome.RESUME_OUTCOME_WHOLE);
        assertThat(ahead.getEntriesList()).isEqualTo(whole.getEntriesList());
        ChatSnapshot absurd = cluster.connect(here).hello(back(7, -1)).getChats(0);
        assertThat(absurd.getEntriesList()).isEqualTo(whole.getEntriesList());
    }

    @Test
    void shouldNeitherLoseNorDoubleWhatIsSentWhileResuming() {
        customer.disconnect();
        List<SimClient> returned = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            agent.post(SimCluster.send(chat, "agent-message-" + i, "text " + i));
            if (i % 5 == 0) {
                SimClient again = cluster.connect(i % 2 == 0 ? here : there);
                again.post(ClientFrame.newBuilder().setHello(back(7, 2)));
                returned.add(again);
            }
            cluster.world().runFor(1);
        }
        cluster.settle();
        for (SimClient client : returned) {
            assertThat(client.entries(chat).stream().map(Entry::getSequence))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(3, 32).boxed().toList());
            // Pushes begin after the welcome.
            assertThat(client.frames().get(0).hasWelcome()).isTrue();
        }
    }

    @Test
    void shouldCutLongTranscriptToFrameAndLetClientFetchTheRest() {
        String text = "ä".repeat(4_000);
        for (int i = 1; i <= 12; i++) {
            agent.ask(SimCluster.send(chat, "agent-message-" + i, text));
        }
        SimClient fresh = cluster.connect(here);
        ServerFrame frame = fresh.reply(fresh.post(ClientFrame.newBuilder().setHello(back(7, 0))));
        assertThat(frame.getSerializedSize()).isLessThan(65_536);
        ChatSnapshot snapshot = frame.getWelcome().getChats(0);
        assertThat(snapshot.getMore()).isTrue();
        List<Entry> got = new ArrayList<>(snapshot.getEntriesList());
        boolean more = true;
        while (more) {
            ServerFrame page = fresh.ask(
                    SimCluster.getEntries(chat, got.get(got.size() - 1).getSequence(), 0));
            assertThat(page.getSerializedSize()).isLessThan(65_536);
            got.addAll(page.getEntries().getEntriesList());
            more = page.getEntries().getMore();
        }
        assertThat(got.stream().map(Entry::getSequence))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 14).boxed().toList());
        agentSays(100, 100);
        cluster.settle();
        assertThat(fresh.lines(chat)).endsWith("15:text 100");
    }

    @Test
    void shouldGetPastPagesWithoutVisibleEntries() {
        for (int i = 0; i < 210; i++) {
            agent.ask(SimCluster.note(chat, "agent-note-" + i, "note " + i));
        }
        agentSays(1, 1);
        ServerFrame page = customer.ask(SimCluster.getEntries(chat, 2, 0));
        assertThat(page.getEntries().getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("213:text 1");
    }

    @Test
    void shouldNotShowChatsOfOthersOnResume() {
        assertThat(cluster.connect(here).hello(back(8, 0)).getChatsList()).isEmpty();
        cluster.configureAgent(6, 3);
        Hello.Builder nosy = Hello.newBuilder()
                .setToken(cluster.directory().agentToken(6, AgentRole.AGENT))
                .addResume(ResumePoint.newBuilder().setChat(chat));
        assertThat(cluster.connect(here).hello(nosy).getChatsList()).isEmpty();
        Hello.Builder supervisor = Hello.newBuilder()
                .setToken(cluster.directory().agentToken(6, AgentRole.SUPERVISOR))
                .addResume(ResumePoint.newBuilder().setChat(chat));
        assertThat(cluster.connect(here).hello(supervisor).getChatsList()).hasSize(1);
    }

    @Test
    void shouldShowClosedChatThatClientStillHolds() {
        customer.disconnect();
        agent.ask(SimCluster.close(chat, accepted.getChat().getAssignment()));
        ChatSnapshot snapshot = cluster.connect(here).hello(back(7, 2)).getChats(0);
        assertThat(snapshot.getEntriesList()).extracting(SimClient::line).containsExactly("3:[closed]");
    }

    @Test
    void shouldGiveAgentHisChatsAndOffersOnAnotherNode() {
        SimClient other = cluster.customer(here, 8);
        String offered = cluster.start(other);
        agent.await(0, frame -> frame.getOffer().getChat().getId().equals(offered));
        SimClient phone = cluster.connect(here);
        Welcome welcome =
                phone.hello(Hello.newBuilder().setToken(cluster.directory().agentToken(5, AgentRole.AGENT)));
        assertThat(welcome.getAgent().getPresence()).isEqualTo(Presence.PRESENCE_AVAILABLE);
        assertThat(welcome.getAgent().getLoad()).isEqualTo(2);
        assertThat(welcome.getChatsList())
                .extracting(snapshot -> snapshot.getChat().getId())
                .containsExactly(chat);
        assertThat(welcome.getOffersList())
                .extracting(Offer::getChat)
                .allMatch(it -> it.getId().equals(offered));
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        cluster.settle();
        assertThat(phone.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:hello");
    }

    @Test
    void shouldRefuseResumeOnlyForAsLongAsStorageIsAway() {
        customer.disconnect();
        // Until nothing is remembered here any more.
        cluster.world().runFor(10_500);
        here.faults().down(true);
        SimClient again = cluster.connect(here);
        again.refused(ClientFrame.newBuilder().setHello(back(7, 2)));
        assertThat(again.closed()).isEqualTo(CloseCode.OVERLOADED);
        here.faults().down(false);
        agentSays(1, 1);
        assertThat(cluster.connect(here).hello(back(7, 2)).getChats(0).getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("3:text 1");
    }
}

package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever gets lost between nodes comes again, in order and once. */
class RepairTest {
    private final SimCluster cluster = new SimCluster(21);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient agent = cluster.agent(there, 5);
    private final SimClient customer = cluster.customer(here, 7);
    private final String chat = cluster.start(customer);

    RepairTest() {
        cluster.accept(agent, chat);
        cluster.settle();
    }

    @Test
    void shouldReadWhatIsMissingWhenLaterEntryArrives() {
        there.breakInbox(true);
        agent.ask(SimCluster.send(chat, "message-1", "lost on the way"));
        agent.ask(SimCluster.send(chat, "message-2", "lost as well"));
        there.breakInbox(false);
        cluster.settle();
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:[joined]");
        agent.ask(SimCluster.send(chat, "message-3", "arrives"));
        cluster.settle();
        assertThat(customer.lines(chat))
                .containsExactly("1:[started]", "2:[joined]", "3:lost on the way", "4:lost as well", "5:arrives");
    }

    @Test
    void shouldCompareWhenInboxReportsGap() {
        here.faults().delay(5, 5);
        agent.ask(SimCluster.send(chat, "message-1", "before"));
        cluster.settle();
        there.breakInbox(true);
        agent.ask(SimCluster.send(chat, "message-2", "unseen"));
        cluster.settle();
        here.loop().run(() -> here.desk().onGap());
        cluster.settle();
        assertThat(customer.lines(chat)).endsWith("3:before", "4:unseen");
    }

    @Test
    void shouldRepairWhenNodeThatOwedEntriesIsLost() {
        there.breakInbox(true);
        agent.ask(SimCluster.send(chat, "message-1", "stored, not handed on"));
        there.kill();
        cluster.world().runFor(2_000);
        assertThat(customer.lines(chat)).hasSize(2);
        cluster.world().runFor(3_000);
        assertThat(customer.lines(chat)).endsWith("3:stored, not handed on");
        // The dead node's agent comes back here, within his grace.
        SimClient back = cluster.connect(here);
        back.hello(Hello.newBuilder()
                .setToken(cluster.directory().agentToken(5, AgentRole.AGENT))
                .addResume(ResumePoint.newBuilder().setChat(chat).setLastSequence(2)));
        assertThat(back.lines(chat)).containsExactly("3:stored, not handed on");
        back.ask(SimCluster.send(chat, "message-2", "I am back"));
        cluster.settle();
        assertThat(customer.lines(chat)).endsWith("4:I am back");
    }

    @Test
    void shouldPutChatBackIntoQueueWhenAgentStaysAway() {
        agent.disconnect();
        cluster.world().runFor(10_000);
        assertThat(ConversationTest.lastChat(customer).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
        cluster.world().runFor(21_000);
        assertThat(ConversationTest.lastChat(customer).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);
        assertThat(customer.lines(chat)).endsWith("3:[left]");
    }

    @Test
    void shouldRepeatWritesOfLinesUntilStorageIsBack() {
        here.faults().down(true);
        there.faults().down(true);
        agent.disconnect();
        cluster.world().runFor(31_000);
        here.faults().down(false);
        there.faults().down(false);
        cluster.world().runFor(2_000);
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:[left]");
    }

    /** The newest line alone would make the older ones void, and the chat had two owners at once. */
    @Test
    void shouldWriteAllMissingLinesOnNodeThatStartedLater() {
        here.faults().down(true);
        there.faults().down(true);
        agent.disconnect();
        cluster.world().runFor(31_000);
        SimClient colleague = cluster.agent(there, 6);
        ServerFrame offer = colleague.await(0, frame -> frame.getBodyCase() == BodyCase.OFFER);
        colleague.post(SimCluster.acceptOffer(offer.getOffer().getId()));
        cluster.settle();
        SimClient tab = cluster.customer(cluster.startServer(), 7);
        tab.ask(SimCluster.send(chat, "message-1", "hello"));
        here.faults().down(false);
        there.faults().down(false);
        cluster.world().runFor(2_000);

        List<String> all = List.of("1:[started]", "2:[joined]", "3:[left]", "4:[joined]", "5:hello");
        assertThat(tab.lines(chat)).isEqualTo(all);
        assertThat(customer.lines(chat)).isEqualTo(all);
    }

    /** Else the agent's text had the number that the customer has for the lost one, and he never saw it. */
    @Test
    void shouldBringWholeChatAfterStorageLostEntriesAndGaveTheirNumbersAnew() {
        Runnable failover = cluster.transcripts().savepoint();
        customer.ask(SimCluster.send(chat, "message-1", "will be lost"));
        cluster.settle();
        failover.run();
        agent.post(SimCluster.send(chat, "message-2", "has its number"));
        cluster.settle();

        assertThat(customer.closed()).isEqualTo(CloseCode.INTERNAL);
        assertThat(agent.closed()).isEqualTo(CloseCode.INTERNAL);
        SimClient back = new SimClient(cluster, here, SimDirectory.ORIGIN);
        Welcome welcome = back.hello(Hello.newBuilder()
                .setToken(cluster.directory().customerToken(7))
                .addResume(ResumePoint.newBuilder().setChat(chat).setLastSequence(3)));
        assertThat(welcome.getChats(0).getOutcome()).isEqualTo(ResumeOutcome.RESUME_OUTCOME_WHOLE);
        assertThat(back.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:has its number");
    }

    /** Nobody writes, and the node's connections to the storage did not break: another shard has failed over. */
    @Test
    void shouldTakeBackWithinAMinuteWhatStorageLostOfAQuietChat() {
        Runnable failover = cluster.transcripts().savepoint();
        assertThat(customer.ask(SimCluster.send(chat, "message-1", "will be lost"))
                        .hasSent())
                .isTrue();
        cluster.settle();
        failover.run();
        for (int i = 0; i < 7; i++) {
            List.of(customer, agent).forEach(SimClient::heartbeat);
            if (customer.closed() == null) {
                cluster.world().runFor(9_000);
            }
        }
        assertThat(customer.closed()).isEqualTo(CloseCode.INTERNAL);
        assertThat(agent.closed()).isEqualTo(CloseCode.INTERNAL);
        SimClient back = new SimClient(cluster, here, SimDirectory.ORIGIN);
        Welcome welcome = back.hello(Hello.newBuilder()
                .setToken(cluster.directory().customerToken(7))
                .addResume(ResumePoint.newBuilder().setChat(chat).setLastSequence(3)));
        assertThat(welcome.getChats(0).getOutcome()).isEqualTo(ResumeOutcome.RESUME_OUTCOME_WHOLE);
        assertThat(back.lines(chat)).containsExactly("1:[started]", "2:[joined]");
    }

    /** Nobody of this chat was connected when it happened, so no node has noticed. */
    @Test
    void shouldBringWholeChatToClientThatHoldsAnotherEntryThanIsStored() {
        Runnable failover = cluster.transcripts().savepoint();
        customer.ask(SimCluster.send(chat, "message-1", "will be lost"));
        cluster.settle();
        Entry lost = customer.entries(chat).get(2);
        customer.disconnect();
        agent.disconnect();
        cluster.world().runFor(11_000);
        failover.run();
        SimClient phone = cluster.device(there, 5, AgentRole.AGENT);
        phone.ask(SimCluster.send(chat, "message-2", "has its number"));

        for (long timeMs :
                new long[] {lost.getTimeMs(), phone.entries(chat).get(2).getTimeMs()}) {
            SimClient back = new SimClient(cluster, here, SimDirectory.ORIGIN);
            Welcome welcome = back.hello(Hello.newBuilder()
                    .setToken(cluster.directory().customerToken(7))
                    .addResume(ResumePoint.newBuilder()
                            .setChat(chat)
                            .setLastSequence(3)
                            .setLastTimeMs(timeMs)));
            assertThat(welcome.getChats(0).getOutcome())
                    .isEqualTo(
                            timeMs == lost.getTimeMs()
                                    ? ResumeOutcome.RESUME_OUTCOME_WHOLE
                                    : ResumeOutcome.RESUME_OUTCOME_RECOVERED);
        }
    }

    @Test
    void shouldHaveClientComeBackWhoseChatWasLostWithEndOfLog() {
        SimClient other = cluster.customer(here, 8);
        Runnable failover = cluster.log().savepoint();
        String lost = cluster.start(other);
        cluster.settle();
        failover.run();
        cluster.world().runFor(5_000);

        assertThat(other.closed()).isEqualTo(CloseCode.INTERNAL);
        assertThat(customer.closed()).isNull();
        SimClient back = new SimClient(cluster, here, SimDirectory.ORIGIN);
        Welcome welcome = back.hello(Hello.newBuilder()
                .setToken(cluster.directory().customerToken(8))
                .addResume(ResumePoint.newBuilder().setChat(lost).setLastSequence(1)));
        assertThat(welcome.getChatsList()).isEmpty();
    }

    /** Where nobody is left who knew the lost end of the log, its memberships show in the transcripts only. */
    @Test
    void shouldRenewMembershipThatLostEndOfLogHasLeft() {
        cluster.world().runFor(2_000);
        long position = here.view().position();
        var closed = new TranscriptStore.Line(
                Objects.requireNonNull(WireIds.parseChat(chat)),
                Membership.versionAt(position, 0),
                0,
                List.of(),
                new byte[0]);
        here.loop().run(() -> {
            var unused = cluster.transcripts().forNode(here.loop()).appendLine(closed);
        });
        cluster.settle();

        assertThat(customer.ask(SimCluster.send(chat, "message-1", "still here"))
                        .hasSent())
                .isTrue();
        assertThat(agent.ask(SimCluster.send(chat, "message-2", "so am I")).hasSent())
                .isTrue();
        cluster.settle();
        assertThat(agent.lines(chat)).endsWith("4:[renewed]", "5:still here", "6:so am I");
    }

    @Test
    void shouldTellTheEndOnlyWithItsLine() {
        here.faults().down(true);
        there.faults().down(true);
        customer.post(SimCluster.close(chat, 0));
        cluster.world().runFor(2_000);
        assertThat(ends(agent)).isEmpty();

        here.faults().down(false);
        there.faults().down(false);
        cluster.world().runFor(2_000);
        for (SimClient client : List.of(customer, agent)) {
            assertThat(client.lines(chat)).endsWith("3:[closed]");
            assertThat(ends(client)).isNotEmpty().containsOnly(3L);
        }
    }

    /** The last sequences with which the client was told the chat's end. */
    private static List<Long> ends(SimClient client) {
        return client.frames(BodyCase.CHAT_UPDATE).stream()
                .map(frame -> frame.getChatUpdate().getChat())
                .filter(told -> told.getPhase() == ChatPhase.CHAT_PHASE_CLOSED)
                .map(Chat::getLastSequence)
                .toList();
    }

    @Test
    void shouldLoseAndDoubleNothingWhileStorageFails() {
        here.faults().failPerMille(100, 100).delay(0, 20);
        there.faults().failPerMille(100, 100).delay(0, 20);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SimClient sender = i % 2 == 0 ? customer : agent;
            String id = "message-" + i;
            sent.add("text " + i);
            while (!sender.ask(SimCluster.send(chat, id, "text " + i)).hasSent()) {
                cluster.world().runFor(50);
            }
        }
        here.faults().clear();
        there.faults().clear();
        cluster.world().runFor(1_000);

        for (SimClient client : List.of(customer, agent)) {
            assertThat(client.entries(chat).stream().map(Entry::getSequence))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 62).boxed().toList());
            assertThat(client.entries(chat).stream().skip(2).map(Entry::getText))
                    .containsExactlyElementsOf(sent);
        }
    }

    @Test
    void shouldAnnounceSessionsAgainAfterItsNodeWasTakenForDead() {
        there.logFaults().down(true);
        cluster.world().runFor(5_000);
        assertThat(Objects.requireNonNull(here.view().agent(new AgentId(5))).reachable())
                .isFalse();
        agent.raw(ClientFrame.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build());
        there.logFaults().down(false);
        cluster.world().runFor(4_000);
        assertThat(Objects.requireNonNull(here.view().agent(new AgentId(5))).reachable())
                .isTrue();
        assertThat(agent.closed()).isNull();
        customer.ask(SimCluster.send(chat, "message-1", "still there?"));
        agent.ask(SimCluster.send(chat, "message-2", "yes"));
        cluster.settle();
        assertThat(agent.lines(chat)).endsWith("3:still there?", "4:yes");
        assertThat(customer.lines(chat)).endsWith("3:still there?", "4:yes");
    }

    @Test
    void shouldStopListeningWhenNobodyTakesPart() {
        agent.disconnect();
        cluster.world().runFor(11_000);
        assertThat(there.desk().channelCount()).isZero();
        assertThat(here.desk().channelCount()).isEqualTo(1);
        customer.ask(SimCluster.close(chat, 0));
        cluster.world().runFor(21_000);
        assertThat(here.desk().channelCount()).isZero();
    }
}

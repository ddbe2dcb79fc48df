package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.DeclineOffer;
import dev.switchboard.protocol.v1.DeclineReason;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.OfferEnd;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.StartChat;
import dev.switchboard.protocol.v1.TransferChat;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that must be refused, each with its own error. */
class RequestErrorsTest {
    private final SimCluster cluster = new SimCluster(4);
    private final SimServer server = cluster.startServer();
    private final SimClient customer = cluster.customer(server, 7);

    private static ClientFrame.Builder start(StartChat.Builder start) {
        return ClientFrame.newBuilder().setStartChat(start);
    }

    private static StartChat.Builder chat() {
        return StartChat.newBuilder().setKey("key-00001");
    }

    private static Requirement.Builder skill(String name, int level) {
        return Requirement.newBuilder().setSkill(name).setLevel(level);
    }

    @Test
    void shouldRefuseFramesWithoutKnownBodyOrId() {
        assertThat(customer.refused(ClientFrame.newBuilder())).isEqualTo(ErrorCode.BAD_FRAME);
        customer.raw(SimCluster.startChat("key-00001", "").build());
        ServerFrame answer = customer.await(1, ServerFrame::hasError);
        cluster.settle();
        assertThat(customer.frames(BodyCase.ERROR)).hasSize(2);
        assertThat(answer.getError().getCode()).isEqualTo(ErrorCode.BAD_FRAME.number());
        customer.raw(SimCluster.startChat("key-00001", "").setId(-1).build());
        cluster.settle();
        assertThat(customer.frames(BodyCase.ERROR)).hasSize(3);
        assertThat(customer.closed()).isNull();
    }

    @Test
    void shouldRefuseBadStarts() {
        assertThat(customer.refused(start(chat().setKey("short")))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(start(chat().setKey("k".repeat(65))))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(start(chat().setKey("key with spaces")))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(start(chat().setQueue("nowhere")))).isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        // It exists, but not for this site.
        assertThat(customer.refused(start(chat().setQueue("foreign")))).isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(customer.refused(start(chat().addRequirements(skill("french", 3)))))
                .isEqualTo(ErrorCode.UNKNOWN_SKILL);
        assertThat(customer.refused(start(chat().addRequirements(skill("german", 0)))))
                .isEqualTo(ErrorCode.LEVEL_OUT_OF_RANGE);
        assertThat(customer.refused(start(chat().addRequirements(skill("german", 11)))))
                .isEqualTo(ErrorCode.LEVEL_OUT_OF_RANGE);
        StartChat.Builder demanding = chat();
        for (int i = 0; i < 9; i++) {
            demanding.addRequirements(skill("german", 1));
        }
        assertThat(customer.refused(start(demanding))).isEqualTo(ErrorCode.INVALID_FIELD);
        StartChat.Builder fussy = chat();
        for (int i = 0; i < 9; i++) {
            fussy.addPreferences(skill("german", 1));
        }
        assertThat(customer.refused(start(fussy))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(start(chat().addPreferences(skill("french", 3)))))
                .isEqualTo(ErrorCode.UNKNOWN_SKILL);
        assertThat(customer.refused(
                        start(chat().addPreferences(skill("german", 5).setLevelMax(4)))))
                .isEqualTo(ErrorCode.LEVEL_OUT_OF_RANGE);
        assertThat(customer.refused(
                        start(chat().addRequirements(skill("german", 5).setLevelMax(11)))))
                .isEqualTo(ErrorCode.LEVEL_OUT_OF_RANGE);
        cluster.directory().siteQueues(List.of());
        assertThat(customer.refused(start(chat()))).isEqualTo(ErrorCode.UNKNOWN_QUEUE);
    }

    @Test
    void shouldRefuseStartBeyondLimitOfQueueAndNameChatInTheWay() {
        String chat = cluster.start(customer);
        ServerFrame second = customer.ask(SimCluster.startChat("key-00002", ""));
        assertThat(SimClient.error(second)).isEqualTo(ErrorCode.CHAT_ALREADY_OPEN);
        assertThat(second.getError().getDetailsMap()).containsEntry("chat", chat);

        customer.ask(SimCluster.startChat("key-00003", "sales"));
        cluster.customer(server, 8).ask(SimCluster.startChat("key-00001", "sales"));
        ServerFrame third = cluster.customer(server, 9).ask(SimCluster.startChat("key-00001", "sales"));
        assertThat(SimClient.error(third)).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(third.getError().getRetryable()).isTrue();
    }

    /** What queue and chat ask for together nobody could have. */
    @Test
    void shouldRefuseContradictoryRequirements() {
        cluster.change(
                SimCluster.SUPPORT,
                rules -> rules.with(QueueRules.Skills.required(
                        List.of(new dev.switchboard.server.routing.model.Requirement(SimCluster.GERMAN, 1, 4)))));
        assertThat(customer.refused(start(chat().addRequirements(skill("german", 5)))))
                .isEqualTo(ErrorCode.CONTRADICTORY_REQUIREMENTS);
        assertThat(customer.ask(start(chat().addRequirements(skill("german", 4))))
                        .hasChatReply())
                .isTrue();
    }

    @Test
    void shouldRefuseBadMessages() {
        String chat = cluster.start(customer);
        assertThat(customer.refused(SimCluster.send(chat, "message-1", ""))).isEqualTo(ErrorCode.TEXT_EMPTY);
        assertThat(customer.refused(SimCluster.send(chat, "message-1", " \n\t")))
                .isEqualTo(ErrorCode.TEXT_EMPTY);
        assertThat(customer.refused(SimCluster.send(chat, "message-1", "x".repeat(4_001))))
                .isEqualTo(ErrorCode.TEXT_TOO_LONG);
        assertThat(customer.ask(SimCluster.send(chat, "message-1", "x".repeat(4_000)))
                        .hasSent())
                .isTrue();
        assertThat(customer.refused(SimCluster.send(chat, "m", "hello"))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(SimCluster.send("17", "message-1", "hello")))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(SimCluster.send("r0-999999", "message-1", "hello")))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(customer.refused(ClientFrame.newBuilder()
                        .setSend(Send.newBuilder()
                                .setChat(chat)
                                .setMessageId("message-2")
                                .setText("hello")
                                .setAudienceValue(17))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(Audience.forNumber(17)).isNull();
    }

    @Test
    void shouldNotLetStrangersKnowOfChat() {
        String chat = cluster.start(customer);
        SimClient stranger = cluster.customer(server, 8);
        assertThat(stranger.refused(SimCluster.send(chat, "message-1", "hello")))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(stranger.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(stranger.refused(SimCluster.close(chat, 0))).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        SimClient agent = cluster.device(server, configured(5), AgentRole.AGENT);
        assertThat(agent.refused(SimCluster.send(chat, "message-1", "hello"))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(agent.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(agent.refused(SimCluster.close(chat, 1))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        cluster.settle();
        assertThat(customer.lines(chat)).containsExactly("1:[started]");
    }

    private long configured(long agent) {
        cluster.configureAgent(agent, 3);
        return agent;
    }

    @Test
    void shouldLetSupervisorReadAndCloseAnyChat() {
        String chat = cluster.start(customer);
        SimClient supervisor = cluster.device(server, configured(9), AgentRole.SUPERVISOR);
        assertThat(supervisor
                        .ask(SimCluster.getEntries(chat, 0, 0))
                        .getEntries()
                        .getEntriesCount())
                .isEqualTo(1);
        assertThat(supervisor.refused(SimCluster.send(chat, "message-1", "hello")))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(supervisor
                        .ask(SimCluster.close(chat, 0))
                        .getChatReply()
                        .getChat()
                        .getCloseReason())
                .isEqualTo(CloseReason.CLOSE_REASON_ADMINISTRATIVE);
    }

    @Test
    void shouldLetAgentReadWhatIsOfferedToHim() {
        SimClient agent = cluster.agent(server, 5);
        String chat = cluster.start(customer);
        agent.await(BodyCase.OFFER);
        assertThat(agent.ask(SimCluster.getEntries(chat, 0, 0)).getEntries().getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("1:[started]");
        assertThat(agent.refused(SimCluster.send(chat, "message-1", "too early")))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    /** P7: the right to read is the open offer's, not that of having been asked once. */
    @Test
    void shouldLetNobodyElseReadWhatIsOfferedAndNotLongerThanTheOffer() {
        SimClient agent = cluster.agent(server, 5);
        String chat = cluster.start(customer);
        String offer = agent.await(BodyCase.OFFER).getOffer().getId();
        SimClient colleague = cluster.device(server, configured(6), AgentRole.AGENT);
        assertThat(colleague.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(cluster.customer(server, 8).refused(SimCluster.getEntries(chat, 0, 0)))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);

        agent.ask(ClientFrame.newBuilder()
                .setDeclineOffer(
                        DeclineOffer.newBuilder().setOffer(offer).setReason(DeclineReason.DECLINE_REASON_BUSY)));
        assertThat(agent.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.NOT_A_MEMBER);

        SimClient other = cluster.customer(server, 9);
        String withdrawn = cluster.start(other);
        agent.await(0, frame -> frame.getOffer().getChat().getId().equals(withdrawn));
        assertThat(agent.ask(SimCluster.getEntries(withdrawn, 0, 0)).hasEntries())
                .isTrue();
        other.ask(SimCluster.close(withdrawn, 0));
        cluster.settle();
        assertThat(agent.refused(SimCluster.getEntries(withdrawn, 0, 0))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void shouldRefuseRequestsOfTheOtherRole() {
        SimClient agent = cluster.agent(server, 5);
        assertThat(agent.refused(SimCluster.startChat("key-00001", ""))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(customer.refused(SimCluster.presence(Presence.PRESENCE_BUSY)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(customer.refused(SimCluster.acceptOffer("r0-1.1"))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(customer.refused(decline("r0-1.1", DeclineReason.DECLINE_REASON_BUSY)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(customer.refused(ClientFrame.newBuilder().setTransferChat(TransferChat.getDefaultInstance())))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    private static ClientFrame.Builder decline(String offer, DeclineReason reason) {
        return ClientFrame.newBuilder()
                .setDeclineOffer(DeclineOffer.newBuilder().setOffer(offer).setReason(reason));
    }

    @Test
    void shouldRefuseMessagesToClosedAndFullChats() {
        SimCluster small = new SimCluster(5, 3);
        SimServer node = small.startServer();
        SimClient client = small.customer(node, 7);
        String chat = small.start(client);
        client.ask(SimCluster.send(chat, "message-1", "one"));
        client.ask(SimCluster.send(chat, "message-2", "two"));
        assertThat(client.refused(SimCluster.send(chat, "message-3", "three"))).isEqualTo(ErrorCode.CHAT_FULL);
        client.ask(SimCluster.close(chat, 0));
        assertThat(client.refused(SimCluster.send(chat, "message-4", "four"))).isEqualTo(ErrorCode.CHAT_CLOSED);
        // Closing again is harmless.
        assertThat(client.ask(SimCluster.close(chat, 0)).hasChatReply()).isTrue();
    }

    @Test
    void shouldCheckPresenceAndReasons() {
        SimClient agent = cluster.agent(server, 5);
        for (Presence bad : List.of(Presence.PRESENCE_UNSPECIFIED, Presence.PRESENCE_NOT_RESPONDING)) {
            assertThat(agent.refused(SimCluster.presence(bad))).isEqualTo(ErrorCode.INVALID_FIELD);
        }
        assertThat(agent.ask(SimCluster.presence(Presence.PRESENCE_BUSY))
                        .getAgentState()
                        .getPresence())
                .isEqualTo(Presence.PRESENCE_BUSY);
        assertThat(agent.refused(decline("r0-1.1", DeclineReason.DECLINE_REASON_UNSPECIFIED)))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(agent.refused(decline("r0-1", DeclineReason.DECLINE_REASON_BUSY)))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        String chat = cluster.start(customer);
        assertThat(customer.refused(ClientFrame.newBuilder()
                        .setCloseChat(CloseChat.newBuilder().setChat(chat).setReason(CloseReason.CLOSE_REASON_SPAM))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void shouldRefuseOffersThatAreGone() {
        SimClient agent = cluster.agent(server, 5);
        SimClient other = cluster.device(server, configured(6), AgentRole.AGENT);
        cluster.start(customer);
        String offer = agent.await(BodyCase.OFFER).getOffer().getId();
        assertThat(other.refused(SimCluster.acceptOffer(offer))).isEqualTo(ErrorCode.OFFER_GONE);
        assertThat(agent.refused(SimCluster.acceptOffer("r0-999.1"))).isEqualTo(ErrorCode.OFFER_GONE);
        assertThat(agent.ask(decline(offer, DeclineReason.DECLINE_REASON_LEAVING))
                        .hasDone())
                .isTrue();
        assertThat(agent.await(BodyCase.OFFER_ENDED).getOfferEnded().getEnd()).isEqualTo(OfferEnd.OFFER_END_DECLINED);
        assertThat(agent.refused(SimCluster.acceptOffer(offer))).isEqualTo(ErrorCode.OFFER_GONE);
    }

    @Test
    void shouldEndOfferThatNobodyAnswers() {
        SimClient agent = cluster.agent(server, 5);
        cluster.start(customer);
        ServerFrame offer = agent.await(BodyCase.OFFER);
        assertThat(offer.getOffer().getRemainingMs()).isBetween(14_000, 15_000);
        for (int i = 0; i < 4; i++) {
            cluster.world().runFor(4_000);
            agent.raw(ClientFrame.newBuilder()
                    .setHeartbeat(Heartbeat.getDefaultInstance())
                    .build());
        }
        assertThat(agent.await(BodyCase.OFFER_ENDED).getOfferEnded().getEnd()).isEqualTo(OfferEnd.OFFER_END_TIMED_OUT);
        assertThat(agent.refused(SimCluster.acceptOffer(offer.getOffer().getId())))
                .isEqualTo(ErrorCode.OFFER_GONE);
    }

    @Test
    void shouldCheckTransfers() {
        SimClient agent = cluster.agent(server, 5);
        String chat = cluster.start(customer);
        int assignment = cluster.accept(agent, chat).getChat().getAssignment();
        TransferChat.Builder transfer = TransferChat.newBuilder().setChat(chat).setAssignment(assignment);
        assertThat(agent.refused(transfer(transfer))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(agent.refused(transfer(transfer.clone().setQueue("nowhere"))))
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(agent.refused(transfer(transfer.clone().setAgent("99")))).isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(agent.refused(transfer(transfer.clone().setAgent("anna")))).isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(agent.refused(transfer(transfer.clone().setAgent("5")))).isEqualTo(ErrorCode.TRANSFER_TO_SELF);
        assertThat(agent.refused(transfer(transfer.clone().setQueue("sales").setNote("x".repeat(4_001)))))
                .isEqualTo(ErrorCode.TEXT_TOO_LONG);
        assertThat(agent.refused(transfer(transfer.clone().setQueue("sales").setAssignment(0))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(agent.refused(transfer(transfer.clone().setQueue("sales").setChat("r0-99999"))))
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
        SimClient stranger = cluster.device(server, configured(6), AgentRole.AGENT);
        assertThat(stranger.refused(transfer(transfer.clone().setQueue("sales"))))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        // A repeat with a note neither doubles the note nor fails.
        TransferChat.Builder good = transfer.clone().setQueue("sales").setNote("please");
        assertThat(agent.ask(transfer(good)).hasDone()).isTrue();
        assertThat(agent.ask(transfer(good)).hasDone()).isTrue();
        SimClient supervisor = cluster.device(server, configured(9), AgentRole.SUPERVISOR);
        cluster.settle();
        assertThat(supervisor
                        .ask(SimCluster.getEntries(chat, 0, 0))
                        .getEntries()
                        .getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("1:[started]", "2:[joined]", "3:please", "4:[left]");
    }

    private static ClientFrame.Builder transfer(TransferChat.Builder transfer) {
        return ClientFrame.newBuilder().setTransferChat(transfer);
    }

    @Test
    void shouldBoundPagesAndRequests() {
        String chat = cluster.start(customer);
        assertThat(customer.refused(SimCluster.getEntries(chat, 0, 201))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(customer.refused(SimCluster.getEntries(chat, -1, 0))).isEqualTo(ErrorCode.INVALID_FIELD);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            ids.add(customer.post(SimCluster.getEntries(chat, 0, 0)));
        }
        assertThat(SimClient.error(customer.reply(ids.get(100)))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(customer.reply(ids.get(99)).hasEntries()).isTrue();
        // The count goes down again.
        assertThat(customer.ask(SimCluster.getEntries(chat, 0, 0)).hasEntries()).isTrue();
    }

    @Test
    void shouldBoundMessagesWaitingForOneChat() {
        SimCluster small = new SimCluster(6).with(DeliverySettings.DEFAULTS.withBounds(100, 20, 100, 2));
        SimServer node = small.startServer();
        SimClient client = small.customer(node, 7);
        String chat = small.start(client);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(client.post(SimCluster.send(chat, "message-" + i, "text " + i)));
        }
        assertThat(SimClient.error(client.reply(ids.get(2)))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(client.reply(ids.get(1)).hasSent()).isTrue();
    }

    @Test
    void shouldTakeNoMoreChatsThanItMayListenTo() {
        SimCluster small = new SimCluster(7)
                .with(DeliverySettings.DEFAULTS.withBounds(1, 20, 100, 100))
                .with(SessionSettings.DEFAULTS);
        SimServer node = small.startServer();
        SimClient one = small.customer(node, 1);
        SimClient two = small.customer(node, 2);
        small.start(one);
        assertThat(two.refused(SimCluster.startChat("key-00001", ""))).isEqualTo(ErrorCode.OVERLOADED);
        one.disconnect();
        small.world().runFor(11_000);
        assertThat(node.desk().channelCount()).isZero();
        assertThat(two.ask(SimCluster.startChat("key-00001", "")).hasChatReply())
                .isTrue();
    }

    @Test
    void shouldSayWhenStorageIsAway() {
        String chat = cluster.start(customer);
        cluster.settle();
        server.faults().down(true);
        assertThat(customer.refused(SimCluster.send(chat, "message-1", "hello")))
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        assertThat(customer.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        server.faults().down(false).failPerMille(0, 1_000);
        assertThat(customer.refused(SimCluster.send(chat, "message-2", "hello")))
                .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        server.faults().clear();
        assertThat(customer.ask(SimCluster.send(chat, "message-2", "hello"))
                        .getSent()
                        .getSequence())
                .isEqualTo(2);
        cluster.settle();
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:hello");
    }
}

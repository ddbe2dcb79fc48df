package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.OfferEnd;
import dev.switchboard.protocol.v1.PlaceUpdate;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.TransferChat;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What clients are told without asking. */
class PushesTest {
    private final SimCluster cluster = new SimCluster(31);
    private final SimServer server = cluster.startServer();

    @Test
    void shouldTellPlacesAtMostOncePerSecondAndOnlyWhenChanged() {
        List<SimClient> customers = new ArrayList<>();
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SimClient customer = cluster.customer(server, 100 + i);
            customers.add(customer);
            chats.add(cluster.start(customer));
        }
        cluster.world().runFor(3_000);
        assertThat(customers
                        .get(9)
                        .frames(BodyCase.CHAT_REPLY)
                        .get(0)
                        .getChatReply()
                        .getChat()
                        .getPlace())
                .isEqualTo(10);
        int before = customers.get(9).frames(BodyCase.PLACE_UPDATE).size();
        int first = customers.get(0).frames(BodyCase.PLACE_UPDATE).size();
        for (int i = 1; i <= 5; i++) {
            customers.get(i).ask(SimCluster.close(chats.get(i), 0));
        }
        cluster.world().runFor(3_000);

        List<PlaceUpdate> updates = customers.get(9).frames(BodyCase.PLACE_UPDATE).stream()
                .skip(before)
                .map(frame -> frame.getPlaceUpdate())
                .toList();
        assertThat(updates).hasSizeBetween(1, 2);
        assertThat(updates.get(updates.size() - 1).getPlace()).isEqualTo(5);
        assertThat(updates.get(updates.size() - 1).getWaiting()).isEqualTo(5);
        assertThat(customers.get(0).frames(BodyCase.PLACE_UPDATE)).hasSize(first);
    }

    @Test
    void shouldTellCustomersWhenSomebodyIsThere() {
        SimClient customer = cluster.customer(server, 7);
        SimClient agent = cluster.agent(server, 5);
        cluster.settle();
        assertThat(statuses(customer)).contains("support true", "sales true", "direct true");
        assertThat(statuses(customer)).doesNotContain("foreign true");
        agent.ask(SimCluster.presence(Presence.PRESENCE_AWAY));
        cluster.settle();
        assertThat(statuses(customer)).endsWith("support false", "sales false", "direct false");
        assertThat(agent.frames(BodyCase.QUEUE_STATUS)).isEmpty();
    }

    @Test
    void shouldTellANewTitleToCustomersAndAgentsAtOnce() {
        SimClient customer = cluster.customer(server, 7);
        SimClient agent = cluster.agent(server, 5);
        cluster.world().runFor(2_000);
        int before = customer.frames(BodyCase.QUEUE_STATUS).size();
        cluster.directory().title(SimCluster.SUPPORT, "Help");
        cluster.configure(new Command.ConfigureQueue(SimCluster.SUPPORT, rules(SimCluster.SUPPORT)));
        cluster.world().runFor(2_000);

        List<QueueStatus> told = customer.frames(BodyCase.QUEUE_STATUS).stream()
                .skip(before)
                .map(ServerFrame::getQueueStatus)
                .toList();
        assertThat(told).extracting(QueueStatus::getTitle).containsExactly("Help");
        assertThat(told).extracting(QueueStatus::getOnline).containsExactly(true);
        assertThat(last(agent, BodyCase.QUEUE_LOAD).getQueueLoad().getTitle()).isEqualTo("Help");
    }

    @Test
    void shouldTellThatANameIsNoMore() {
        SimClient customer = cluster.customer(server, 7);
        SimClient agent = cluster.agent(server, 5);
        QueueRules rules = rules(SimCluster.SUPPORT);
        cluster.configure(new Command.ConfigureQueue(
                SimCluster.SUPPORT,
                CoreDriver.queueRules(
                        "help", 0, rules.skills().required(), rules.offering().timeoutMs(), false, 100)));
        cluster.world().runFor(2_000);
        List<QueueStatus> told = customer.frames(BodyCase.QUEUE_STATUS).stream()
                .map(ServerFrame::getQueueStatus)
                .toList();
        assertThat(told.subList(told.size() - 2, told.size()))
                .extracting(status -> status.getQueue() + (status.getRemoved() ? " removed" : ""))
                .containsExactly("support removed", "help");
        List<String> loads = agent.frames(BodyCase.QUEUE_LOAD).stream()
                .map(ServerFrame::getQueueLoad)
                .map(load -> load.getQueue() + (load.getTitle().isEmpty() ? " gone" : ""))
                .toList();
        assertThat(loads).containsSubsequence("support gone", "help");

        cluster.configure(new Command.RemoveQueue(SimCluster.SUPPORT));
        cluster.settle();
        QueueStatus last = last(customer, BodyCase.QUEUE_STATUS).getQueueStatus();
        assertThat(last.getQueue()).isEqualTo("help");
        assertThat(last.getRemoved()).isTrue();
    }

    /** An agent need not serve the queue of a chat that is transferred to him, so only the chat can tell its title. */
    @Test
    void shouldNameTheQueueOfAChatByItsTitle() {
        cluster.configure(
                new Command.ConfigureAgent(new AgentId(6), new AgentRules(1, 3, List.of(SimCluster.SALES), List.of())));
        SimClient anna = cluster.agent(server, 5);
        SimClient ben = cluster.device(server, 6, AgentRole.AGENT);
        ben.ask(SimCluster.presence(Presence.PRESENCE_AVAILABLE));
        String chat = cluster.start(cluster.customer(server, 7));
        int assignment = cluster.accept(anna, chat).getChat().getAssignment();
        anna.ask(ClientFrame.newBuilder()
                .setTransferChat(TransferChat.newBuilder()
                        .setChat(chat)
                        .setAssignment(assignment)
                        .setAgent("6")));
        Chat offered = ben.await(BodyCase.OFFER).getOffer().getChat();
        assertThat(offered.getQueue()).isEqualTo("support");
        assertThat(offered.getQueueTitle()).isEqualTo("Queue 1");
        assertThat(cluster.accept(ben, chat).getChat().getQueueTitle()).isEqualTo("Queue 1");
    }

    private QueueRules rules(QueueId queue) {
        return Objects.requireNonNull(server.view().queue(queue)).rules();
    }

    private static ServerFrame last(SimClient client, BodyCase body) {
        List<ServerFrame> frames = client.frames(body);
        return frames.get(frames.size() - 1);
    }

    private static List<String> statuses(SimClient customer) {
        return customer.frames(BodyCase.QUEUE_STATUS).stream()
                .map(frame -> frame.getQueueStatus())
                .map((QueueStatus status) -> status.getQueue() + " " + status.getOnline())
                .toList();
    }

    @Test
    void shouldTellStateToAllDevicesOfAgent() {
        SimClient desk = cluster.agent(server, 5);
        SimClient phone = cluster.device(server, 5, AgentRole.AGENT);
        desk.ask(SimCluster.presence(Presence.PRESENCE_BUSY));
        cluster.settle();
        assertThat(phone.await(BodyCase.AGENT_STATE).getAgentState().getPresence())
                .isEqualTo(Presence.PRESENCE_BUSY);
    }

    @Test
    void shouldOfferOnAllDevicesAndOnReconnectOnce() {
        SimClient desk = cluster.agent(server, 5);
        SimClient phone = cluster.device(server, 5, AgentRole.AGENT);
        String chat = cluster.start(cluster.customer(server, 7));
        cluster.settle();
        for (SimClient device : List.of(desk, phone)) {
            assertThat(device.frames(BodyCase.OFFER)).hasSize(1);
            assertThat(device.frames(BodyCase.OFFER).get(0).getOffer().getChat().getId())
                    .isEqualTo(chat);
        }
    }

    @Test
    void shouldTellCustomersThatAQueueIsClosed() {
        SimClient customer = cluster.customer(server, 7);
        cluster.agent(server, 5);
        cluster.settle();
        cluster.configure(new Command.SetQueueOpen(SimCluster.SUPPORT, false));
        cluster.settle();
        QueueStatus closed = last(customer, BodyCase.QUEUE_STATUS).getQueueStatus();
        assertThat(closed.getQueue()).isEqualTo("support");
        assertThat(closed.getClosed()).isTrue();
        assertThat(closed.getOnline()).as("an agent is there, but").isFalse();
        assertThat(customer.refused(SimCluster.startChat("key-00001", ""))).isEqualTo(ErrorCode.QUEUE_CLOSED);
        QueueStatus welcomed = cluster.customer(server, 8)
                .frames(BodyCase.WELCOME)
                .get(0)
                .getWelcome()
                .getQueues(0);
        assertThat(welcomed.getClosed()).isTrue();

        cluster.configure(new Command.SetQueueOpen(SimCluster.SUPPORT, true));
        cluster.settle();
        QueueStatus open = last(customer, BodyCase.QUEUE_STATUS).getQueueStatus();
        assertThat(open.getClosed()).isFalse();
        assertThat(open.getOnline()).isTrue();
    }

    @Test
    void shouldTellTheCustomerThatNobodyCame() {
        cluster.change(SimCluster.SUPPORT, rules -> rules.with(new QueueRules.Limits(100, 0, 10_000, null, true)));
        SimClient customer = cluster.customer(server, 7);
        String chat = cluster.start(customer);
        cluster.passTime(11_000, customer);
        Chat closed = last(customer, BodyCase.CHAT_UPDATE).getChatUpdate().getChat();
        assertThat(closed.getId()).isEqualTo(chat);
        assertThat(closed.getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_CLOSED);
        assertThat(closed.getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_WAITED_TOO_LONG);
        assertThat(customer.entries(chat).get(1).getParametersMap()).containsEntry("reason", "waited-too-long");
    }

    @Test
    void shouldTellPlacesWhenASupervisorMovesOrPrioritises() {
        SimClient first = cluster.customer(server, 7);
        SimClient second = cluster.customer(server, 8);
        cluster.start(first);
        ChatId other = id(cluster.start(second));
        cluster.world().runFor(2_000);
        AgentId supervisor = new AgentId(9);
        cluster.configure(new Command.PrioritiseChat(other, 60_000, supervisor, revision(other)));
        cluster.world().runFor(2_000);
        assertThat(last(second, BodyCase.PLACE_UPDATE).getPlaceUpdate().getPlace())
                .isEqualTo(1);
        assertThat(last(first, BodyCase.PLACE_UPDATE).getPlaceUpdate().getPlace())
                .isEqualTo(2);

        cluster.configure(new Command.MoveChat(other, SimCluster.SALES, supervisor, revision(other)));
        cluster.world().runFor(2_000);
        assertThat(last(first, BodyCase.PLACE_UPDATE).getPlaceUpdate().getPlace())
                .isEqualTo(1);
        assertThat(last(second, BodyCase.CHAT_UPDATE).getChatUpdate().getChat().getQueue())
                .isEqualTo("sales");
    }

    @Test
    void shouldLetAllReadWhoAreAskedAtOnce() {
        cluster.change(
                SimCluster.SUPPORT,
                rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 2, 0)));
        SimClient anna = cluster.agent(server, 5);
        SimClient ben = cluster.agent(server, 6);
        String chat = cluster.start(cluster.customer(server, 7));
        for (SimClient agent : List.of(anna, ben)) {
            agent.await(BodyCase.OFFER);
            assertThat(agent.ask(SimCluster.getEntries(chat, 0, 10)).hasEntries())
                    .isTrue();
        }
        cluster.accept(ben, chat);
        cluster.settle();
        assertThat(last(anna, BodyCase.OFFER_ENDED).getOfferEnded().getEnd()).isEqualTo(OfferEnd.OFFER_END_TAKEN);
        assertThat(anna.refused(SimCluster.getEntries(chat, 0, 10))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    private static ChatId id(String chat) {
        return new ChatId(Long.parseLong(chat.substring(3)));
    }

    private long revision(ChatId chat) {
        return Objects.requireNonNull(server.view().chat(chat)).revision();
    }
}

package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.OfferEnd;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.TransferChat;
import dev.switchboard.protocol.v1.Typing;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole conversations, customer on one node and agent on another. */
class ConversationTest {
    private final SimCluster cluster = new SimCluster(1);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();

    @Test
    void shouldCarryChatFromStartToClose() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);

        ChatReply started = SimCluster.reply(customer.ask(SimCluster.startChat("key-00001", "")));
        String chat = started.getChat().getId();
        assertThat(started.getChat().getQueue()).isEqualTo("support");
        assertThat(started.getChat().getKey()).isEqualTo("key-00001");
        assertThat(started.getEntriesList()).extracting(SimClient::line).containsExactly("1:[started]");

        ChatReply accepted = cluster.accept(agent, chat);
        assertThat(accepted.getChat().getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
        assertThat(accepted.getEntriesList()).extracting(SimClient::line).containsExactly("1:[started]", "2:[joined]");
        assertThat(customer.ask(SimCluster.send(chat, "message-1", "Good day"))
                        .getSent()
                        .getSequence())
                .isEqualTo(3);
        assertThat(agent.ask(SimCluster.send(chat, "message-1", "How can I help?"))
                        .getSent()
                        .getSequence())
                .isEqualTo(4);
        ServerFrame closed = customer.ask(SimCluster.close(chat, 0));
        assertThat(closed.getChatReply().getChat().getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_CLOSED);
        assertThat(closed.getChatReply().getChat().getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_CUSTOMER_LEFT);
        cluster.settle();

        List<String> all = List.of("1:[started]", "2:[joined]", "3:Good day", "4:How can I help?", "5:[closed]");
        assertThat(customer.lines(chat)).isEqualTo(all);
        assertThat(agent.lines(chat)).isEqualTo(all);
        assertThat(lastChat(agent).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_CLOSED);
    }

    @Test
    void shouldTellNamesOfAgentToCustomerAndOfCustomerInMessages() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.accept(agent, chat);
        customer.ask(SimCluster.send(chat, "message-1", "Good day"));
        cluster.settle();

        assertThat(lastChat(customer).getAgent().getName()).isEqualTo("Agent 5");
        Entry joined = customer.entries(chat).get(1);
        assertThat(joined.getParametersMap()).containsEntry("agent", "5").containsEntry("name", "Agent 5");
        assertThat(agent.entries(chat).get(2).getAuthor().getName()).isEqualTo("Customer 7");
        assertThat(lastChat(agent).getCustomer().getId()).isEqualTo("7");
    }

    @Test
    void shouldShowOneOrderToEverybodyWhenBothSendAtOnce() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.accept(agent, chat);
        for (int i = 0; i < 20; i++) {
            customer.post(SimCluster.send(chat, "customer-" + i, "c" + i));
            agent.post(SimCluster.send(chat, "agent-mess-" + i, "a" + i));
        }
        cluster.settle();

        assertThat(customer.lines(chat)).hasSize(42).isEqualTo(agent.lines(chat));
        // Each sender's own messages keep the order in which he sent them.
        assertThat(customer.entries(chat).stream().map(Entry::getText).filter(text -> text.startsWith("c")))
                .containsExactlyElementsOf(numbered("c", 20));
        assertThat(customer.entries(chat).stream().map(Entry::getText).filter(text -> text.startsWith("a")))
                .containsExactlyElementsOf(numbered("a", 20));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void shouldGiveRepeatedMessageItsFirstNumberAndText() {
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        ServerFrame first = customer.ask(SimCluster.send(chat, "message-1", "first"));
        ServerFrame again = customer.ask(SimCluster.send(chat, "message-1", "something else"));
        cluster.settle();

        assertThat(again.getSent()).isEqualTo(first.getSent());
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:first");
    }

    @Test
    void shouldShowChatInAllTabsOfCustomer() {
        SimClient tab = cluster.customer(here, 7);
        SimClient otherTab = cluster.customer(here, 7);
        SimClient tabElsewhere = cluster.customer(there, 7);
        String chat = cluster.start(tab);
        tab.ask(SimCluster.send(chat, "message-1", "hello"));
        cluster.settle();

        assertThat(otherTab.lines(chat)).containsExactly("1:[started]", "2:hello");
        assertThat(tabElsewhere.lines(chat)).containsExactly("1:[started]", "2:hello");
        assertThat(lastChat(otherTab).getId()).isEqualTo(chat);

        // The chat is held by the other tabs when the one that started it goes.
        tab.disconnect();
        cluster.settle();
        assertThat(reachable(chat)).isTrue();
        otherTab.disconnect();
        tabElsewhere.disconnect();
        cluster.settle();
        assertThat(reachable(chat)).isFalse();
    }

    private boolean reachable(String chat) {
        return Objects.requireNonNull(here.view().chat(WireChat.of(chat))).customerReachable();
    }

    @Test
    void shouldNotLetFormerOwnerWriteOrReadAfterLeft() {
        SimClient anna = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        int assignment = cluster.accept(anna, chat).getChat().getAssignment();
        ServerFrame transferred = anna.ask(transferToQueue(chat, assignment, "support", "angry"));
        assertThat(transferred.hasDone()).isTrue();
        anna.disconnect();
        SimClient back = cluster.device(there, 5, AgentRole.AGENT);
        back.ask(SimCluster.presence(Presence.PRESENCE_AWAY));
        cluster.settle();

        assertThat(back.refused(SimCluster.send(chat, "message-2", "one more thing")))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(back.refused(SimCluster.getEntries(chat, 0, 0))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        customer.ask(SimCluster.send(chat, "message-3", "secret"));
        cluster.settle();
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:[joined]", "4:[left]", "5:secret");
        assertThat(back.lines(chat)).isEmpty();
        assertThat(anna.lines(chat)).doesNotContain("5:secret");
    }

    private static ClientFrame.Builder transferToQueue(String chat, int assignment, String queue, String note) {
        return ClientFrame.newBuilder()
                .setTransferChat(TransferChat.newBuilder()
                        .setChat(chat)
                        .setAssignment(assignment)
                        .setQueue(queue)
                        .setNote(note));
    }

    @Test
    void shouldHandOverWithNoteThatCustomerNeverSees() {
        SimClient anna = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        int assignment = cluster.accept(anna, chat).getChat().getAssignment();
        SimClient ben = cluster.agent(here, 6);
        ServerFrame done = anna.ask(ClientFrame.newBuilder()
                .setTransferChat(TransferChat.newBuilder()
                        .setChat(chat)
                        .setAssignment(assignment)
                        .setAgent("6")
                        .setNote("wants a refund")));
        assertThat(done.hasDone()).isTrue();
        ChatReply accepted = cluster.accept(ben, chat);
        ben.ask(SimCluster.send(chat, "message-1", "I am Ben"));
        cluster.settle();

        assertThat(accepted.getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("1:[started]", "2:[joined]", "3:wants a refund", "4:[left]", "5:[joined]");
        assertThat(customer.lines(chat))
                .containsExactly("1:[started]", "2:[joined]", "4:[left]", "5:[joined]", "6:I am Ben");
        // To the customer the entries form one chain, so the note is not even felt as a gap.
        assertThat(customer.entries(chat)).extracting(Entry::getPrevious).containsExactly(0L, 1L, 2L, 4L, 5L);
        assertThat(ben.entries(chat)).extracting(Entry::getPrevious).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldKeepStaffNotesFromCustomer() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.accept(agent, chat);
        agent.ask(SimCluster.note(chat, "message-1", "looks like spam"));
        agent.ask(SimCluster.send(chat, "message-2", "hello"));
        cluster.settle();

        assertThat(customer.lines(chat)).containsExactly("1:[started]", "2:[joined]", "4:hello");
        assertThat(customer.entries(chat).get(2).getPrevious()).isEqualTo(2);
        assertThat(agent.lines(chat)).contains("3:looks like spam");
        ServerFrame read = customer.ask(SimCluster.getEntries(chat, 2, 1));
        assertThat(read.getEntries().getEntriesList())
                .extracting(SimClient::line)
                .containsExactly("4:hello");
        assertThat(customer.refused(SimCluster.note(chat, "message-3", "mine"))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void shouldBringDirectlyAssignedChatByPushes() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = SimCluster.reply(customer.ask(SimCluster.startChat("key-00001", "direct")))
                .getChat()
                .getId();
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        cluster.settle();

        assertThat(agent.lines(chat)).isEqualTo(customer.lines(chat));
        assertThat(agent.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:hello");
        assertThat(lastChat(agent).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
    }

    @Test
    void shouldBringAcceptedChatToOtherDevicesOfAgent() {
        SimClient desk = cluster.agent(there, 5);
        SimClient phone = cluster.device(here, 5, AgentRole.AGENT);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.accept(desk, chat);
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        cluster.settle();

        assertThat(phone.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:hello");
        assertThat(phone.await(BodyCase.OFFER_ENDED).getOfferEnded().getEnd()).isEqualTo(OfferEnd.OFFER_END_ACCEPTED);
        assertThat(desk.lines(chat)).containsExactly("1:[started]", "2:[joined]", "3:hello");
    }

    @Test
    void shouldShowOwnMessagesAndTheEndOnAllDevicesOfBothSides() {
        SimClient desk = cluster.agent(there, 5);
        SimClient phone = cluster.device(here, 5, AgentRole.AGENT);
        SimClient tab = cluster.customer(here, 7);
        SimClient otherTab = cluster.customer(there, 7);
        String chat = cluster.start(tab);
        int assignment = cluster.accept(phone, chat).getChat().getAssignment();
        cluster.settle();
        // The other device knows enough to fetch, to answer and to close.
        assertThat(lastChat(desk).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
        assertThat(lastChat(desk).getAssignment()).isEqualTo(assignment);
        assertThat(desk.ask(SimCluster.getEntries(chat, 0, 0)).getEntries().getEntriesCount())
                .isEqualTo(2);
        phone.ask(SimCluster.send(chat, "message-1", "from the phone"));
        desk.ask(SimCluster.send(chat, "message-2", "from the desk"));
        otherTab.ask(SimCluster.send(chat, "message-3", "from the other tab"));
        tab.ask(SimCluster.send(chat, "message-4", "from the tab"));
        desk.ask(SimCluster.close(chat, assignment));
        cluster.settle();

        for (SimClient client : List.of(desk, phone, tab, otherTab)) {
            assertThat(client.lines(chat))
                    .containsExactly(
                            "1:[started]",
                            "2:[joined]",
                            "3:from the phone",
                            "4:from the desk",
                            "5:from the other tab",
                            "6:from the tab",
                            "7:[closed]");
            assertThat(lastChat(client).getPhase()).isEqualTo(ChatPhase.CHAT_PHASE_CLOSED);
            assertThat(lastChat(client).getLastSequence()).isEqualTo(7);
        }
    }

    @Test
    void shouldTellOtherTabsWhenACustomerCloses() {
        SimClient tab = cluster.customer(here, 7);
        SimClient otherTab = cluster.customer(here, 7);
        SimClient tabElsewhere = cluster.customer(there, 7);
        String chat = cluster.start(tab);
        otherTab.ask(SimCluster.close(chat, 0));
        cluster.settle();
        for (SimClient client : List.of(tab, otherTab, tabElsewhere)) {
            assertThat(client.lines(chat)).containsExactly("1:[started]", "2:[closed]");
            assertThat(lastChat(client).getCloseReason()).isEqualTo(CloseReason.CLOSE_REASON_ABANDONED);
        }
    }

    @Test
    void shouldRelayTypingToOtherSideOnly() {
        SimClient agent = cluster.agent(there, 5);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.accept(agent, chat);
        cluster.settle();
        agent.raw(typing(chat));
        customer.raw(typing(chat));
        cluster.settle();

        assertThat(customer.frames(BodyCase.TYPING)).hasSize(1);
        assertThat(customer.frames(BodyCase.TYPING)
                        .get(0)
                        .getTyping()
                        .getAuthor()
                        .getName())
                .isEqualTo("Agent 5");
        assertThat(agent.frames(BodyCase.TYPING)).hasSize(1);

        for (int i = 0; i < 50; i++) {
            customer.raw(typing(chat));
        }
        cluster.settle();
        assertThat(agent.frames(BodyCase.TYPING)).hasSizeLessThan(5);
        SimClient stranger = cluster.customer(here, 8);
        cluster.world().runFor(2_000);
        stranger.raw(typing(chat));
        cluster.settle();
        assertThat(agent.frames(BodyCase.TYPING)).hasSizeLessThan(5);
    }

    private static ClientFrame typing(String chat) {
        return ClientFrame.newBuilder()
                .setTyping(Typing.newBuilder().setChat(chat).setTyping(true))
                .build();
    }

    @Test
    void shouldGiveSameChatForRepeatedStart() {
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        assertThat(cluster.start(customer)).isEqualTo(chat);
        assertThat(customer.refused(SimCluster.startChat("another-key", ""))).isEqualTo(ErrorCode.CHAT_ALREADY_OPEN);
        customer.ask(SimCluster.send(chat, "message-1", "hello"));
        cluster.settle();
        assertThat(customer.lines(chat)).containsExactly("1:[started]", "1:[started]", "2:hello");
    }

    static Chat lastChat(SimClient client) {
        List<ServerFrame> updates = client.frames(BodyCase.CHAT_UPDATE);
        return updates.get(updates.size() - 1).getChatUpdate().getChat();
    }
}

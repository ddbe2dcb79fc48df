package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static dev.switchboard.server.routing.CoreDriver.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Start and close of chats, their order, their customers. */
class ChatTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    @Test
    void shouldGiveTheSameChatForTheSameKeyAlsoAfterItClosed() {
        ChatId chat = core.chat(10, sales);
        assertThat(core.submit(start(10, "key-10", sales))).isEqualTo(new Outcome.Started(chat, true));
        core.close(chat);
        core.pass(599_999);
        assertThat(core.submit(start(10, "key-10", sales))).isEqualTo(new Outcome.Started(chat, true));
        core.pass(1);
        assertThat(core.view().chat(chat)).isNull();
        assertThat(core.submit(start(10, "key-10", sales))).isNotEqualTo(new Outcome.Started(chat, true));
    }

    @Test
    void shouldAllowOneOpenChatPerCustomerAndQueue() {
        ChatId chat = core.chat(10, sales);
        assertThat(core.submit(start(10, "other", sales)))
                .isEqualTo(new Outcome.Refused(Refusal.CHAT_ALREADY_OPEN, chat));
        QueueId billing = core.queue(2);
        assertThat(core.submit(start(10, "other", billing))).isInstanceOf(Outcome.Started.class);
        assertThat(core.view().openChatsOf(new CustomerId(10))).hasSize(2);
        core.close(chat);
        assertThat(core.submit(start(10, "third", sales))).isInstanceOf(Outcome.Started.class);
    }

    @Test
    void shouldRefuseBeyondTheWaitingLimit() {
        core.done(new Command.ConfigureQueue(sales, CoreDriver.queueRules("queue-1", 0, List.of(), 15_000, false, 2)));
        core.chat(10, sales);
        ChatId second = core.chat(11, sales);
        assertThat(core.submit(start(12, "key-12", sales))).isEqualTo(refused(Refusal.QUEUE_FULL));
        core.close(second);
        core.chat(12, sales);
    }

    @Test
    void shouldBoundOpenChatsAndSessionsOfCustomer() {
        for (int i = 0; i < Limits.OPEN_CHATS_PER_CUSTOMER_MAX; i++) {
            core.submit(start(10, "key-" + i, core.queue(100 + i)));
        }
        assertThat(core.submit(start(10, "more", sales))).isEqualTo(refused(Refusal.TOO_MANY_CHATS));
        for (int i = 1; i < Limits.SESSIONS_MAX; i++) {
            core.done(new Command.ConnectCustomer(new CustomerId(10), new SessionId(500 + i), CoreDriver.NODE));
        }
        assertThat(core.submit(new Command.ConnectCustomer(new CustomerId(10), new SessionId(600), CoreDriver.NODE)))
                .isEqualTo(refused(Refusal.TOO_MANY_SESSIONS));
        assertThat(core.submit(new Command.ConnectCustomer(new CustomerId(11), new SessionId(501), CoreDriver.NODE)))
                .isEqualTo(refused(Refusal.INVALID));
    }

    @Test
    void shouldRefuseStartsThatMakeNoSense() {
        SkillId german = core.skill(1);
        assertThat(core.submit(start(10, "k", new QueueId(9)))).isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
        assertThat(core.submit(start(10, "", sales))).isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(start(10, "k".repeat(65), sales))).isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(start(10, "k", sales, new Requirement(new SkillId(9), 1))))
                .isEqualTo(refused(Refusal.UNKNOWN_SKILL));
        for (int level : new int[] {-1, 0, 11}) {
            assertThat(core.submit(start(10, "k", sales, new Requirement(german, level))))
                    .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
        }
        Requirement twice = new Requirement(german, 1);
        assertThat(core.submit(start(10, "k", sales, twice, twice))).isEqualTo(refused(Refusal.INVALID));
        List<Requirement> nine = new ArrayList<>();
        for (int skill = 1; skill <= 9; skill++) {
            nine.add(new Requirement(core.skill(skill), 1));
        }
        assertThat(core.submit(start(10, "k", sales, nine.toArray(Requirement[]::new))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.view().openChatsOf(new CustomerId(10))).isEmpty();
    }

    @Test
    void shouldMergeRequirementsWithTheHigherLevel() {
        SkillId german = core.skill(1);
        SkillId tax = core.skill(2);
        QueueId berlin = core.queue(2, new Requirement(german, 5));
        ChatId chat = core.chat(10, berlin, new Requirement(tax, 2), new Requirement(german, 3));
        assertThat(core.view(chat).requirements()).containsExactly(new Requirement(german, 5), new Requirement(tax, 2));
        core.agent(1, 1, List.of(berlin), new SkillLevel(german, 5), new SkillLevel(tax, 1));
        core.assertWaiting(chat);
        AgentId bert = core.agent(2, 1, List.of(berlin), new SkillLevel(german, 6), new SkillLevel(tax, 2));
        core.assertOffered(chat, bert);
    }

    @Test
    void shouldServeInOrderOfStartAndKeepPlaceOfDeclinedChat() {
        ChatId first = core.chat(10, sales);
        core.pass(1_000);
        ChatId second = core.chat(11, sales);
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.assertOffered(first, anna);
        core.decline(first);
        core.assertOffered(second, anna);

        assertThat(core.view().place(first)).isEqualTo(1);
        assertThat(core.view().place(second)).isEqualTo(2);
        List<ChatId> line = new ArrayList<>();
        core.view().forEachWaiting(sales, chat -> line.add(chat.id()));
        assertThat(line).containsExactly(first, second);
        AgentId bert = core.agent(2, 1, List.of(sales));
        core.assertOffered(first, bert);
    }

    @Test
    void shouldLetCreditOvertakeWithinItsBound() {
        QueueId vip = core.queue(2, 5_000, false);
        ChatId older = core.chat(10, sales);
        core.pass(3_000);
        ChatId old = core.chat(11, sales);
        core.pass(4_000);
        ChatId important = core.chat(12, vip);
        AgentId anna = core.agent(1, 1, List.of(sales, vip));

        core.assertOffered(older, anna);
        core.accept(older);
        core.close(older);
        core.assertOffered(important, anna);
        core.accept(important);
        core.close(important);
        core.assertOffered(old, anna);
    }

    @Test
    void shouldSayAbandonedBeforeAndLeftAfterAcceptance() {
        core.agent(1, 2, List.of(sales));
        Actor customer = new Actor.Customer(new CustomerId(10));
        ChatId offered = core.chat(10, sales);
        core.takeEvents();
        core.done(new Command.CloseChat(offered, customer, 0, CloseReason.SOLVED));
        assertThat(core.view(offered).closeReason()).isEqualTo(CloseReason.ABANDONED);
        assertThat(core.takeEvents())
                .satisfiesExactly(
                        ended -> assertThat(ended)
                                .isEqualTo(new Event.OfferEnded(
                                        new OfferId(offered, 1), new AgentId(1), OfferEnd.WITHDRAWN, null)),
                        closed -> assertThat(closed).isInstanceOf(Event.ChatClosed.class));

        ChatId accepted = core.chat(11, sales);
        core.accept(accepted);
        core.done(
                new Command.CloseChat(accepted, new Actor.Customer(new CustomerId(11)), 0, CloseReason.CUSTOMER_LEFT));
        assertThat(core.view(accepted).closeReason()).isEqualTo(CloseReason.CUSTOMER_LEFT);
        assertThat(core.view(accepted).agent()).isEqualTo(new AgentId(1));
    }

    @Test
    void shouldLetOnlyTheRightOnesClose() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId chat = core.chat(10, sales);
        Actor agent = new Actor.Agent(anna);
        assertThat(core.submit(new Command.CloseChat(chat, agent, 1, CloseReason.SPAM)))
                .isEqualTo(refused(Refusal.NOT_OWNER));
        core.accept(chat);
        Actor stranger = new Actor.Customer(new CustomerId(11));
        assertThat(core.submit(new Command.CloseChat(chat, stranger, 0, CloseReason.SOLVED)))
                .isEqualTo(refused(Refusal.NOT_OWNER));
        assertThat(core.submit(new Command.CloseChat(chat, agent, 2, CloseReason.SPAM)))
                .isEqualTo(refused(Refusal.NOT_OWNER));
        assertThat(core.submit(new Command.CloseChat(chat, agent, 1, CloseReason.ABANDONED)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.CloseChat(chat, new Actor.Core(), 0, CloseReason.SOLVED)))
                .isEqualTo(refused(Refusal.INVALID));

        core.done(new Command.CloseChat(chat, agent, 1, CloseReason.SPAM));
        core.done(new Command.CloseChat(chat, agent, 1, CloseReason.SPAM));
        assertThat(core.submit(
                        new Command.CloseChat(chat, new Actor.Customer(new CustomerId(10)), 0, CloseReason.SOLVED)))
                .isEqualTo(refused(Refusal.CHAT_CLOSED));
        assertThat(core.submit(new Command.CloseChat(new ChatId(1), agent, 1, CloseReason.SPAM)))
                .isEqualTo(refused(Refusal.UNKNOWN_CHAT));
    }

    @Test
    void shouldCloseChatsOfLostCustomerAfterGrace() {
        core.agent(1, 1, List.of(sales));
        ChatId active = core.chat(10, sales);
        core.accept(active);
        ChatId waiting = core.chat(11, sales);
        core.takeEvents();
        core.done(new Command.DisconnectCustomer(new CustomerId(10), new SessionId(10)));
        core.done(new Command.DisconnectCustomer(new CustomerId(11), new SessionId(11)));
        assertThat(core.takeEvents())
                .containsExactly(
                        new Event.CustomerReachable(active, false), new Event.CustomerReachable(waiting, false));
        core.pass(59_999);
        assertThat(core.view(waiting).phase()).isEqualTo(ChatPhase.WAITING);
        core.pass(1);

        assertThat(core.view(active).closeReason()).isEqualTo(CloseReason.CUSTOMER_LOST);
        // The agent came free, but for nobody: both customers were lost at the same moment.
        assertThat(core.view(waiting).closeReason()).isEqualTo(CloseReason.ABANDONED);
    }

    @Test
    void shouldKeepChatOfCustomerWhoComesBackInTime() {
        ChatId chat = core.chat(10, sales);
        core.done(new Command.DisconnectCustomer(new CustomerId(10), new SessionId(10)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.assertOffered(chat, anna);
        core.pass(10_000);
        core.takeEvents();
        core.done(new Command.ConnectCustomer(new CustomerId(10), new SessionId(77), CoreDriver.NODE));
        assertThat(core.takeEvents()).containsExactly(new Event.CustomerReachable(chat, true));
        core.pass(120_000);
        assertThat(core.view(chat).phase()).isNotEqualTo(ChatPhase.CLOSED);
    }

    @Test
    void shouldForgetEldestClosedChatsBeyondTheBound() {
        ChatId eldest = core.chat(1, sales);
        core.close(eldest);
        RoutingCore fast = core.core();
        long position = core.position();
        for (int i = 0; i < Limits.CLOSED_CHATS_MAX; i++) {
            assertThat(core.view().chat(eldest)).isNotNull();
            fast.apply(++position, core.timeMs(), 0, CoreDriver.NODE, 1_000 + position, start(2, "k" + i, sales));
            Command close = new Command.CloseChat(
                    new ChatId(position), new Actor.Customer(new CustomerId(2)), 0, CloseReason.SOLVED);
            fast.apply(++position, core.timeMs(), 0, CoreDriver.NODE, 1_000 + position, close);
        }
        assertThat(core.view().chat(eldest)).isNull();
        fast.checkInvariants();
    }
}

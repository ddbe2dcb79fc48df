package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Offers: who gets one, and how it ends. */
class OfferTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    @Test
    void shouldOfferAtOnceAndAssignOnAcceptance() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        core.pass(2_000);
        core.takeEvents();

        ChatId chat = core.chat(10, sales);
        core.pass(1_000);
        core.accept(chat);

        Membership first = new Membership(chat.value() << 8, 0, new CustomerId(10), null, true);
        Membership second = new Membership(core.position() << 8, first.version(), new CustomerId(10), anna, true);
        DecisionFacts facts = new DecisionFacts(ChosenBy.LEAST_LOADED, 0, 3, 2_000, 1, 0, 0, 0);
        OfferId turn = new OfferId(chat, 1);
        assertThat(core.takeEvents())
                .containsExactly(
                        new Event.ChatStarted(chat, sales, first),
                        new Event.ChatQueued(chat, sales, QueuedBecause.STARTED, 0),
                        new Event.ChatOffered(turn, anna, sales, 15_000, facts),
                        new Event.OfferEnded(turn, anna, OfferEnd.ACCEPTED, null),
                        new Event.ChatAssigned(turn, anna, false, facts, second));
        core.assertOwned(chat, anna);
    }

    @Test
    void shouldAssignWithoutAskingWhereTheQueueSaysSo() {
        QueueId direct = core.queue(2, 0, true);
        AgentId anna = core.agent(1, 1, List.of(direct));

        ChatId chat = core.chat(10, direct);

        core.assertOwned(chat, anna);
        assertThat(core.takeEvents())
                .last()
                .isInstanceOfSatisfying(
                        Event.ChatAssigned.class,
                        assigned -> assertThat(assigned.direct()).isTrue());
    }

    @Test
    void shouldPreferLeastRelativeLoad() {
        AgentId small = core.agent(1, 2, List.of(sales));
        AgentId big = core.agent(2, 4, List.of(sales));
        core.assertOffered(core.chat(10, sales), small);
        core.assertOffered(core.chat(11, sales), big);
        // 1 of 2 against 1 of 4, then against 2 of 4: equal, and the smaller one is idle for longer.
        core.assertOffered(core.chat(12, sales), big);
        core.assertOffered(core.chat(13, sales), small);
    }

    @Test
    void shouldPreferLongestIdleThenSmallerId() {
        AgentId late = core.agent(1, 1, List.of(sales));
        AgentId second = core.agent(2, 1, List.of(sales));
        AgentId third = core.agent(3, 1, List.of(sales));
        core.done(new Command.SetPresence(late, Presence.AWAY));
        core.pass(1_000);
        core.done(new Command.SetPresence(late, Presence.AVAILABLE));

        core.assertOffered(core.chat(10, sales), second);
        core.assertOffered(core.chat(11, sales), third);
        core.assertOffered(core.chat(12, sales), late);
    }

    @Test
    void shouldCountOpenOfferAsLoad() {
        core.agent(1, 1, List.of(sales));
        core.chat(10, sales);
        core.assertWaiting(core.chat(11, sales));
    }

    @Test
    void shouldAskNextAgentAfterDecline() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.assertOffered(chat, anna);

        core.decline(chat);

        core.assertOffered(chat, bert);
        assertThat(core.view(chat).turn()).isEqualTo(2);
    }

    @Test
    void shouldAskNextAgentWhenOfferRunsOut() {
        core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);

        core.pass(14_999);
        assertThat(core.view(chat).turn()).isEqualTo(1);
        core.pass(1);

        core.assertOffered(chat, bert);
    }

    @Test
    void shouldAskOnlyAgentAgainAfterPause() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.decline(chat);

        core.pass(9_999);
        core.assertWaiting(chat);
        core.pass(1);

        core.assertOffered(chat, anna);
    }

    @Test
    void shouldNotAskAgainWhileAnotherHasRoom() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.decline(chat);
        core.pass(5_000);
        AgentId bert = core.agent(2, 5, List.of(sales));
        core.assertOffered(chat, bert);
        core.pass(6_000);
        core.done(new Command.DisconnectAgent(bert, new SessionId(1_001)));

        core.assertOffered(chat, anna);
    }

    @Test
    void shouldOfferOtherChatDuringPause() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId declined = core.chat(10, sales);
        core.decline(declined);

        ChatId other = core.chat(11, sales);

        core.assertOffered(other, anna);
        core.assertWaiting(declined);
    }

    @Test
    void shouldStopAskingWhoMissedThreeInARow() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(3 * 15_000 + 2 * 10_000);

        assertThat(core.view(anna).presence()).isEqualTo(Presence.NOT_RESPONDING);
        core.pass(60_000);
        core.assertWaiting(chat);

        core.done(new Command.SetPresence(anna, Presence.AVAILABLE));
        core.assertOffered(chat, anna);
        assertThat(core.view(anna).missedInRow()).isZero();
    }

    @Test
    void shouldForgetMissedOffersOnAcceptance() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(15_000 + 10_000);
        assertThat(core.view(anna).missedInRow()).isEqualTo(1);

        core.accept(chat);

        assertThat(core.view(anna).missedInRow()).isZero();
    }

    /** Who says no is there. */
    @Test
    void shouldForgetMissedOffersOnDecline() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(2 * (15_000 + 10_000));
        assertThat(core.view(anna).missedInRow()).isEqualTo(2);

        core.done(new Command.DeclineOffer(core.turn(chat), anna, DeclineReason.BUSY));
        core.pass(10_000 + 15_000);

        assertThat(core.view(anna).missedInRow()).isEqualTo(1);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void shouldWithdrawOtherOffersOfWhoDoesNotRespond() {
        core.done(new Command.ConfigureSettings(new Settings(30_000, 60_000, 3_000, 1, 10_000, 1, 3)));
        core.agent(1, 2, List.of(sales));
        ChatId first = core.chat(10, sales);
        core.pass(1_000);
        ChatId second = core.chat(11, sales);
        core.pass(14_000);

        core.assertWaiting(first);
        core.assertWaiting(second);
    }

    @Test
    void shouldAnswerRepeatsByTheSameAgentPositively() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId accepted = core.chat(10, sales);
        core.accept(accepted);
        OfferId offer = core.turn(accepted);
        core.done(new Command.AcceptOffer(offer, anna));
        core.close(accepted);
        core.done(new Command.AcceptOffer(offer, anna));

        ChatId declined = core.chat(11, sales);
        core.decline(declined);
        core.done(new Command.DeclineOffer(core.turn(declined), anna, DeclineReason.BUSY));
    }

    @Test
    void shouldRefuseAnswersThatAreTooLateOrForeign() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        OfferId offer = core.turn(chat);
        assertThat(core.submit(new Command.AcceptOffer(offer, new AgentId(2)))).isEqualTo(refused(Refusal.OFFER_GONE));
        core.pass(15_000);
        assertThat(core.submit(new Command.AcceptOffer(offer, anna))).isEqualTo(refused(Refusal.OFFER_GONE));
        assertThat(core.submit(new Command.DeclineOffer(offer, anna, DeclineReason.BUSY)))
                .isEqualTo(refused(Refusal.OFFER_GONE));
        core.close(chat);
        assertThat(core.submit(new Command.AcceptOffer(offer, anna))).isEqualTo(refused(Refusal.CHAT_CLOSED));
        assertThat(core.submit(new Command.AcceptOffer(new OfferId(new ChatId(7), 1), anna)))
                .isEqualTo(refused(Refusal.UNKNOWN_CHAT));
    }

    @Test
    void shouldWithdrawOffersOfWhoGoesAwayButNotOfWhoIsBusy() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.done(new Command.SetPresence(anna, Presence.BUSY));
        core.assertOffered(chat, anna);

        core.done(new Command.SetPresence(anna, Presence.AWAY));

        core.assertWaiting(chat);
        // Withdrawn is not refused: he is asked again at once.
        core.done(new Command.SetPresence(anna, Presence.AVAILABLE));
        core.assertOffered(chat, anna);
    }
}

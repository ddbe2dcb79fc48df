package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a chat waits: for its preferred agents, and at most. */
class WaitingTest {
    private static final long MAX_WAIT_MS = 20_000;

    private final CoreDriver core = new CoreDriver();

    private QueueId closingAfter(long maxWaitMs) {
        return core.queue(1, rules -> rules.with(new QueueRules.Limits(100, 0, maxWaitMs, null, true)));
    }

    private void assertWaitedTooLong(ChatId chat) {
        assertThat(core.view(chat))
                .extracting(ChatView::phase, ChatView::closeReason)
                .containsExactly(ChatPhase.CLOSED, CloseReason.WAITED_TOO_LONG);
    }

    @Test
    void shouldCloseAChatThatNobodyAcceptedInTime() {
        ChatId chat = core.chat(10, closingAfter(MAX_WAIT_MS));
        core.pass(MAX_WAIT_MS - 1);
        core.assertWaiting(chat);
        core.pass(1);
        assertWaitedTooLong(chat);
    }

    /** An offer that is open by then may be accepted; when it is not, nobody else is asked. */
    @Test
    void shouldCloseAChatThatIsDeclinedAfterItsTime() {
        QueueId sales = closingAfter(MAX_WAIT_MS);
        ChatId chat = core.chat(10, sales);
        core.pass(MAX_WAIT_MS - 1_000);
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.agent(2, 1, List.of(sales));
        core.pass(2_000);
        core.assertOffered(chat, anna);

        core.decline(chat);

        assertWaitedTooLong(chat);
    }

    @Test
    void shouldCloseAChatWhoseOfferRunsOutAfterItsTime() {
        QueueId sales = closingAfter(MAX_WAIT_MS);
        ChatId chat = core.chat(10, sales);
        core.pass(MAX_WAIT_MS - 1_000);
        core.agent(1, 1, List.of(sales));
        core.pass(15_000);
        assertWaitedTooLong(chat);
    }

    @Test
    void shouldCloseAtOnceWhatWaitedTooLongByChangedRules() {
        ChatId chat = core.chat(10, closingAfter(0));
        core.pass(MAX_WAIT_MS);
        closingAfter(MAX_WAIT_MS / 2);
        assertWaitedTooLong(chat);
    }

    @Test
    void shouldAskNobodyBesideThePreferredAgentDuringHisTime() {
        QueueId sales = core.queue(
                1, rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 3, 30_000)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));

        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(bert), 0, 0));

        assertThat(core.view(chat).offers())
                .extracting(RoutingView.OfferView::agent)
                .containsExactly(bert);
        core.decline(chat);
        core.assertOffered(chat, anna);
    }

    /** The other preferred agent does not come: who declined is free, and one of those for whom it is kept. */
    @Test
    void shouldAskAPreferredAgentAgainAfterThePauseWhileItIsKept() {
        QueueId sales = core.queue(
                1, rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, 30_000)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = new AgentId(2);
        core.done(new Command.ConfigureAgent(bert, CoreDriver.rules(1, List.of(sales))));
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(bert, anna), 0, 0));
        core.agent(3, 1, List.of(sales));
        core.decline(chat);

        core.pass(9_999);
        core.assertWaiting(chat);
        core.pass(1);

        core.assertOffered(chat, anna);
    }

    /** It is kept for an agent who comes to exist as for one who was there. */
    @Test
    void shouldKeepAChatForAPreferredAgentWhoIsMadeLater() {
        QueueId sales = core.queue(
                1, rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, 30_000)));
        AgentId bert = new AgentId(2);
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(bert), 0, 0));
        core.done(new Command.ConfigureAgent(bert, CoreDriver.rules(1, List.of(sales))));

        AgentId anna = core.agent(1, 1, List.of(sales));

        core.assertWaiting(chat);
        assertThat(core.view().explain(chat).because()).isEqualTo(RoutingView.Because.KEPT_FOR_PREFERRED);
        core.pass(30_000);
        core.assertOffered(chat, anna);
    }

    /** It is closed, but that is not what those who wait in it wait for. */
    @Test
    void shouldNameTheLimitOfAClosedQueueThatServesOn() {
        QueueId sales = core.queue(1, rules -> rules.with(new QueueRules.Limits(100, 1, 0, null, true)));
        core.agent(1, 2, List.of(sales));
        core.accept(core.chat(10, sales));
        ChatId chat = core.chat(11, sales);
        core.done(new Command.SetQueueOpen(sales, false));

        assertThat(core.view().explain(chat).because()).isEqualTo(RoutingView.Because.ACTIVE_LIMIT);
    }
}

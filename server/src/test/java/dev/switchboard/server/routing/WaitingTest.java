package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a chat waits at most. */
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
}

package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chats on hold and idle ones, which free their units for a while. */
class ParkingTest {
    private static final long IDLE_AFTER_MS = 10_000;

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1, rules -> rules.with(units(IDLE_AFTER_MS)));
    private final AgentId anna = core.agent(1, 1, List.of(sales));

    private static QueueRules.Units units(long idleAfterMs) {
        return new QueueRules.Units(0, 0, true, idleAfterMs);
    }

    private ChatId talking(long customer) {
        ChatId chat = core.chat(customer, sales);
        core.accept(chat);
        return chat;
    }

    private void hold(ChatId chat, boolean hold) {
        core.done(holdOf(chat, hold));
    }

    private Command holdOf(ChatId chat, boolean hold) {
        return new Command.HoldChat(chat, core.turn(chat).turn(), anna, hold);
    }

    private void report(ChatId chat, long silentMs) {
        core.done(new Command.ReportActivity(chat, core.turn(chat).turn(), silentMs));
    }

    @Test
    void shouldTakeBackFromHoldOnlyWithRoom() {
        ChatId first = talking(10);
        hold(first, true);
        ChatId second = talking(11);

        assertThat(core.submit(holdOf(first, false))).isEqualTo(refused(Refusal.AGENT_FULL));
        core.close(second);
        hold(first, false);

        assertThat(core.view(anna).load()).isEqualTo(1);
        assertThat(core.view(first).parked()).isEqualTo(Parked.NOT);
    }

    @Test
    void shouldRefuseASilenceThatEndsInTheFuture() {
        ChatId chat = talking(10);
        assertThat(core.submit(new Command.ReportActivity(chat, core.turn(chat).turn(), Long.MIN_VALUE)))
                .isEqualTo(refused(Refusal.INVALID));
        core.pass(IDLE_AFTER_MS);
        report(chat, IDLE_AFTER_MS);
        assertThat(core.view(chat).parked()).isEqualTo(Parked.IDLE);
    }

    @Test
    void shouldAskForTheLastMessageAndParkWhoIsSilent() {
        ChatId chat = talking(10);
        core.takeEvents();
        core.pass(IDLE_AFTER_MS);
        assertThat(core.takeEvents()).containsExactly(new Event.ActivityAsked(core.turn(chat)));

        report(chat, 4_000);
        core.pass(IDLE_AFTER_MS - 4_000 - 1);
        assertThat(core.takeEvents()).isEmpty();
        core.pass(1);
        assertThat(core.takeEvents()).containsExactly(new Event.ActivityAsked(core.turn(chat)));
        report(chat, IDLE_AFTER_MS);

        assertThat(core.view(chat).parked()).isEqualTo(Parked.IDLE);
        assertThat(core.view(anna).load()).isZero();
    }

    /** The customer of an idle chat writes while its agent is full: it goes before every new chat. */
    @Test
    void shouldGiveFreedUnitsToTheChatThatWantsThemBackBeforeNewOnes() {
        ChatId idle = talking(10);
        core.pass(IDLE_AFTER_MS);
        report(idle, IDLE_AFTER_MS);
        ChatId second = talking(11);
        ChatId waiting = core.chat(12, sales);

        report(idle, 0);
        assertThat(core.view(idle).parked()).isEqualTo(Parked.WANTED);
        core.close(second);

        assertThat(core.view(idle).parked()).isEqualTo(Parked.NOT);
        core.assertWaiting(waiting);
        core.close(idle);
        core.assertOffered(waiting, anna);
    }

    /** The queue stopped to look for idle chats while one was asked about: it is not asked about any more. */
    @Test
    void shouldAskNoMoreWhereTheQueueHasNoIdleTime() {
        ChatId chat = talking(10);
        core.queue(1, rules -> rules.with(units(0)));
        core.pass(IDLE_AFTER_MS);
        core.takeEvents();

        report(chat, 5_000);

        core.pass(60_000);
        assertThat(core.takeEvents()).isEmpty();
    }
}

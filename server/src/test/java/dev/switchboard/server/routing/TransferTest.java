package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static dev.switchboard.server.routing.CoreDriver.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent gives a chat away. */
class TransferTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);
    private final QueueId billing = core.queue(2);
    private final AgentId anna = core.agent(1, 2, List.of(sales));
    private final AgentId bert = core.agent(2, 3, List.of(billing));

    private ChatId annasChat(long customer) {
        ChatId chat = core.chat(customer, sales);
        core.accept(chat);
        core.assertOwned(chat, anna);
        return chat;
    }

    @Test
    void shouldMoveToQueueWithItsAge() {
        ChatId chat = annasChat(10);
        core.pass(5_000);
        core.takeEvents();
        core.done(new Command.TransferChat(chat, 1, anna, billing, null));

        core.assertOffered(chat, bert);
        assertThat(core.view(chat).startedMs()).isZero();
        assertThat(core.view(chat).queue()).isEqualTo(billing);
        assertThat(core.takeEvents())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(
                                        Event.ChatUnassigned.class,
                                        unassigned ->
                                                assertThat(unassigned.because()).isEqualTo(QueuedBecause.TRANSFERRED)),
                        second -> assertThat(second)
                                .isEqualTo(new Event.ChatQueued(chat, billing, QueuedBecause.TRANSFERRED, 1)),
                        third -> assertThat(third).isInstanceOf(Event.ChatOffered.class));
        core.done(new Command.TransferChat(chat, 1, anna, billing, null));
    }

    @Test
    void shouldNotComeStraightBackToWhoGaveItAway() {
        ChatId chat = annasChat(10);
        core.done(new Command.TransferChat(chat, 1, anna, sales, null));
        core.assertWaiting(chat);
        core.pass(10_000);
        core.assertOffered(chat, anna);
    }

    @Test
    void shouldOfferToNamedAgentAloneEvenIfHeIsNotTheFreest() {
        ChatId chat = annasChat(10);
        AgentId carl = core.agent(3, 1, List.of(sales));
        core.done(new Command.TransferChat(chat, 1, anna, null, bert));
        core.assertOffered(chat, bert);
        assertThat(core.view(chat).queue()).isEqualTo(sales);

        core.decline(chat);
        core.assertOffered(chat, carl);
    }

    @Test
    void shouldRefuseAgentWhoCannotTakeIt() {
        SkillId german = core.skill(1);
        ChatId chat = annasChat(10);
        core.done(new Command.SetPresence(bert, Presence.BUSY));
        Command transfer = new Command.TransferChat(chat, 1, anna, null, bert);
        assertThat(core.submit(transfer)).isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, null, anna)))
                .isEqualTo(refused(Refusal.TRANSFER_TO_SELF));
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, null, new AgentId(99))))
                .isEqualTo(refused(Refusal.UNKNOWN_AGENT));
        core.assertOwned(chat, anna);

        QueueId berlin = core.queue(3, new Requirement(german, 1));
        AgentId dora = core.agent(4, 1, List.of(berlin), new SkillLevel(german, 1));
        ChatId skilled = core.chat(11, berlin);
        core.accept(skilled);
        core.done(new Command.SetPresence(bert, Presence.AVAILABLE));
        assertThat(core.submit(new Command.TransferChat(skilled, 1, dora, null, bert)))
                .isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));
    }

    @Test
    void shouldRefuseQueueThatCannotTakeIt() {
        ChatId chat = annasChat(10);
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, new QueueId(9), null)))
                .isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, null, null)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, billing, bert)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.TransferChat(chat, 1, bert, billing, null)))
                .isEqualTo(refused(Refusal.NOT_OWNER));
        ChatId other = ((Outcome.Started) core.submit(start(10, "second", billing))).chat();
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, billing, null)))
                .isEqualTo(new Outcome.Refused(Refusal.CHAT_ALREADY_OPEN, other));
        core.close(other);
        core.done(
                new Command.ConfigureQueue(billing, CoreDriver.queueRules("queue-2", 0, List.of(), 15_000, false, 1)));
        core.chat(12, billing);
        assertThat(core.submit(new Command.TransferChat(chat, 1, anna, billing, null)))
                .isEqualTo(refused(Refusal.QUEUE_FULL));
        core.assertOwned(chat, anna);
    }

    @Test
    void shouldGiveFreedSlotToNextChatAtOnce() {
        ChatId chat = annasChat(10);
        annasChat(11);
        ChatId waiting = core.chat(12, sales);
        core.assertWaiting(waiting);
        core.done(new Command.TransferChat(chat, 1, anna, billing, null));
        core.assertOffered(waiting, anna);
    }
}

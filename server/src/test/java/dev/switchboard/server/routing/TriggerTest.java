package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A4: whatever could let a waiting chat have an agent does so alone, in its very entry; there is no sweep, and no tick comes
 * after it.
 */
class TriggerTest {
    private static final long WAIT_MS = 5_000;

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);
    private final SkillId german = core.skill(1);

    private ChatId waiting(long customer) {
        ChatId chat = core.chat(customer, sales);
        core.assertWaiting(chat);
        return chat;
    }

    private ChatId talking(long customer) {
        ChatId chat = core.chat(customer, sales);
        core.accept(chat);
        return chat;
    }

    private void sales(UnaryOperator<QueueRules> change) {
        assertThat(core.queue(1, change)).isEqualTo(sales);
    }

    /** The entry that triggers, and nothing else, gives the chat to the agent. */
    private void assertGives(Command trigger, ChatId chat, AgentId agent) {
        core.assertWaiting(chat);
        long before = core.position();
        core.done(trigger);
        assertThat(core.position()).isEqualTo(before + 1);
        core.assertOffered(chat, agent);
    }

    /** The entry in which time comes so far gives the chat to the agent; the one before does not. */
    private void assertGivesAfter(long ms, ChatId chat, AgentId agent) {
        core.pass(ms - 1);
        core.assertWaiting(chat);
        core.passSilently(1);
        core.assertOffered(chat, agent);
    }

    @Test
    void a4NewChat() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.assertOffered(core.chat(10, sales), anna);
    }

    @Test
    void a4AgentAvailable() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.done(new Command.SetPresence(anna, Presence.AWAY));
        assertGives(new Command.SetPresence(anna, Presence.AVAILABLE), waiting(10), anna);
    }

    @Test
    void a4AgentComesBackWithinHisGrace() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.done(new Command.DisconnectAgent(anna, new SessionId(1_000)));
        assertGives(new Command.ConnectAgent(anna, new SessionId(2_000), CoreDriver.NODE), waiting(10), anna);
    }

    @Test
    void a4SlotFreed() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = talking(10);
        ChatId second = waiting(11);
        Command close = new Command.CloseChat(first, new Actor.Agent(anna), 1, CloseReason.SOLVED);
        assertGives(close, second, anna);
    }

    @Test
    void a4SlotFreedByTransfer() {
        QueueId support = core.queue(2);
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = talking(10);
        ChatId second = waiting(11);
        assertGives(new Command.TransferChat(first, 1, anna, support, null), second, anna);
    }

    @Test
    void a4Decline() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.assertOffered(chat, anna);
        core.decline(chat);
        core.assertOffered(chat, bert);
    }

    @Test
    void a4DeclineFreesForAnother() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        ChatId other = waiting(11);
        assertGives(new Command.DeclineOffer(core.turn(chat), anna, DeclineReason.BUSY), other, anna);
    }

    @Test
    void a4Timeout() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(14_999);
        core.assertOffered(chat, anna);
        core.passSilently(1);
        core.assertOffered(chat, bert);
    }

    @Test
    void a4PauseOver() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.decline(chat);
        assertGivesAfter(10_000, chat, anna);
    }

    @Test
    void a4StepExpired() {
        sales(rules -> rules.with(new QueueRules.Skills(
                List.of(),
                List.of(new Requirement(german, 1)),
                List.of(new RelaxationStep(WAIT_MS, true, 0, List.of(), 0)))));
        AgentId anna = core.agent(1, 1, List.of(sales));
        assertGivesAfter(WAIT_MS, waiting(10), anna);
    }

    @Test
    void a4StepWidens() {
        QueueId second = core.queue(2);
        sales(rules -> rules.with(new QueueRules.Skills(
                List.of(), List.of(), List.of(new RelaxationStep(WAIT_MS, false, 0, List.of(second), 0)))));
        AgentId anna = core.agent(1, 1, List.of(second));
        assertGivesAfter(WAIT_MS, waiting(10), anna);
    }

    @Test
    void a4QueueOpens() {
        sales(rules -> rules.with(new QueueRules.Limits(100, 0, 0, null, false)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.done(new Command.SetPresence(anna, Presence.AWAY));
        ChatId chat = waiting(10);
        core.done(new Command.SetQueueOpen(sales, false));
        core.done(new Command.SetPresence(anna, Presence.AVAILABLE));
        assertGives(new Command.SetQueueOpen(sales, true), chat, anna);
    }

    @Test
    void a4CapacityOfTheAgentRaised() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        var unused = talking(10);
        assertGives(new Command.ConfigureAgent(anna, CoreDriver.rules(2, List.of(sales))), waiting(11), anna);
    }

    @Test
    void a4CapacityOfTheQueueRaised() {
        sales(rules -> rules.with(new QueueRules.Units(0, 1, true, 0)));
        AgentId anna = core.agent(1, 0, List.of(sales));
        var unused = talking(10);
        QueueRules raised = rulesOfSales().with(new QueueRules.Units(0, 2, true, 0));
        assertGives(new Command.ConfigureQueue(sales, raised), waiting(11), anna);
    }

    private QueueRules rulesOfSales() {
        return Objects.requireNonNull(core.view().queue(sales)).rules();
    }

    @Test
    void a4CapacityOfTheServerRaised() {
        core.done(new Command.ConfigureSettings(settings(1, 1)));
        AgentId anna = core.agent(1, 0, List.of(sales));
        var unused = talking(10);
        assertGives(new Command.ConfigureSettings(settings(1, 2)), waiting(11), anna);
    }

    /** Whose capacity it is makes no difference: what he has beyond it on offer goes to another, the older chat stays with him. */
    @Test
    void a4CapacityOfTheAgentLowered() {
        assertLowering(
                3, () -> core.done(new Command.ConfigureAgent(new AgentId(1), CoreDriver.rules(1, List.of(sales)))));
    }

    @Test
    void a4CapacityOfTheQueueLowered() {
        sales(rules -> rules.with(new QueueRules.Units(0, 3, true, 0)));
        assertLowering(0, () -> sales(rules -> rules.with(new QueueRules.Units(0, 1, true, 0))));
    }

    @Test
    void a4CapacityOfTheServerLowered() {
        core.done(new Command.ConfigureSettings(settings(1, 3)));
        assertLowering(0, () -> core.done(new Command.ConfigureSettings(settings(1, 1))));
    }

    private void assertLowering(int own, Runnable lower) {
        AgentId anna = core.agent(1, own, List.of(sales));
        ChatId first = core.chat(10, sales);
        ChatId second = core.chat(11, sales);
        ChatId third = core.chat(12, sales);
        AgentId bert = core.agent(2, 1, List.of(sales));
        lower.run();
        core.assertOffered(first, anna);
        core.assertOffered(second, bert);
        core.assertWaiting(third);

        core.accept(first);
        lower.run();
        core.assertOwned(first, anna);
        assertThat(core.view(anna).missedInRow()).isZero();
    }

    /** He has more than his capacity for chats of the first queue, by that of the second; nobody lowered anything. */
    @Test
    void a4NoOfferIsWithdrawnByAChangeOfSomethingElse() {
        QueueId small = core.queue(3, rules -> rules.with(new QueueRules.Units(0, 1, true, 0)));
        QueueId large = core.queue(4, rules -> rules.with(new QueueRules.Units(0, 5, true, 0)));
        AgentId anna = core.agent(1, 0, List.of(small, large));
        ChatId first = core.chat(10, small);
        ChatId second = core.chat(11, large);

        core.done(new Command.ConfigureAgent(anna, new AgentRules(2, 0, List.of(large, small), List.of(), true)));
        var unused = core.queue(4, rules -> rules.withCredit(1_000).with(new QueueRules.Units(0, 4, true, 0)));

        core.assertOffered(first, anna);
        core.assertOffered(second, anna);
    }

    private static Settings settings(int weight, int capacity) {
        return new Settings(30_000, 60_000, 3_000, 3, 10_000, weight, capacity);
    }

    @Test
    void a4SkillAdded() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales, new Requirement(german, 3));
        AgentRules skilled = CoreDriver.rules(1, List.of(sales), new SkillLevel(german, 3));
        assertGives(new Command.ConfigureAgent(anna, skilled), chat, anna);
    }

    @Test
    void a4QueueAdded() {
        AgentId anna = core.agent(1, 1, List.of());
        assertGives(new Command.ConfigureAgent(anna, CoreDriver.rules(1, List.of(sales))), waiting(10), anna);
    }

    @Test
    void a4WeightOfTheQueueLowered() {
        sales(rules -> rules.with(new QueueRules.Units(2, 0, true, 0)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        QueueRules lighter = rulesOfSales().with(new QueueRules.Units(1, 0, true, 0));
        assertGives(new Command.ConfigureQueue(sales, lighter), waiting(10), anna);
    }

    @Test
    void a4WeightOfTheServerLowered() {
        core.done(new Command.ConfigureSettings(settings(2, 3)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        assertGives(new Command.ConfigureSettings(settings(1, 3)), waiting(10), anna);
    }

    @Test
    void a4ActiveLimitRaised() {
        sales(rules -> rules.with(new QueueRules.Limits(100, 1, 0, null, true)));
        AgentId anna = core.agent(1, 2, List.of(sales));
        var unused = talking(10);
        QueueRules raised = rulesOfSales().with(new QueueRules.Limits(100, 2, 0, null, true));
        assertGives(new Command.ConfigureQueue(sales, raised), waiting(11), anna);
    }

    @Test
    void a4ActiveChatOfALimitedQueueEnded() {
        sales(rules -> rules.with(new QueueRules.Limits(100, 1, 0, null, true)));
        var unused = core.agent(1, 1, List.of(sales));
        ChatId first = talking(10);
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId second = waiting(11);
        // Anna's slot is freed too, so she is away: what matters is the limit.
        core.done(new Command.SetPresence(new AgentId(1), Presence.AWAY));
        Command close = new Command.CloseChat(first, new Actor.Customer(new CustomerId(10)), 0, CloseReason.SOLVED);
        assertGives(close, second, bert);
    }

    @Test
    void a4ChatThatWaitsWidenedByChangedRules() {
        QueueId second = core.queue(2);
        AgentId anna = core.agent(1, 1, List.of(second));
        ChatId chat = waiting(10);
        core.pass(WAIT_MS);
        QueueRules widened = rulesOfSales()
                .with(new QueueRules.Skills(
                        List.of(), List.of(), List.of(new RelaxationStep(WAIT_MS, false, 0, List.of(second), 0))));
        assertGives(new Command.ConfigureQueue(sales, widened), chat, anna);
    }

    @Test
    void a4RequirementDroppedByChangedRules() {
        sales(rules -> rules.with(QueueRules.Skills.required(List.of(new Requirement(german, 1)))));
        AgentId anna = core.agent(1, 1, List.of(sales));
        assertGives(new Command.ConfigureQueue(sales, rulesOfSales().with(QueueRules.Skills.NONE)), waiting(10), anna);
    }

    @Test
    void a4NodeLost() {
        NodeId other = new NodeId(2);
        assertThat(core.submitFrom(other, new Command.NodeJoined(other, 1, 1))).isEqualTo(new Outcome.Done());
        AgentId bert = new AgentId(2);
        core.done(new Command.ConfigureAgent(bert, CoreDriver.rules(1, List.of(sales))));
        core.done(new Command.ConnectAgent(bert, new SessionId(2_000), other));
        core.done(new Command.SetPresence(bert, Presence.AVAILABLE));
        ChatId chat = core.chat(10, sales);
        core.assertOffered(chat, bert);
        AgentId anna = core.agent(1, 1, List.of(sales));

        core.passSilently(2_000);
        core.done(new Command.Heartbeat(CoreDriver.NODE));
        core.passSilently(999);
        core.assertOffered(chat, bert);
        core.passSilently(1);

        core.assertOffered(chat, anna);
    }

    @Test
    void a4AgentRemoved() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 1, List.of(sales));
        ChatId chat = talking(10);
        core.assertOwned(chat, anna);
        core.done(new Command.RemoveAgent(anna));
        core.assertOffered(chat, bert);
    }

    @Test
    void a4PutOnHold() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = talking(10);
        assertGives(new Command.HoldChat(first, 1, anna, true), waiting(11), anna);
    }

    @Test
    void a4IdleReported() {
        sales(rules -> rules.with(new QueueRules.Units(0, 0, true, 10_000)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = talking(10);
        assertGives(new Command.ReportActivity(first, 1, 10_000), waiting(11), anna);
    }

    private ChatId closedIntoWrapUp(AgentId anna) {
        ChatId first = talking(10);
        core.done(new Command.CloseChat(first, new Actor.Agent(anna), 1, CloseReason.SOLVED));
        return first;
    }

    @Test
    void a4WrapUpEnded() {
        sales(rules -> rules.with(new QueueRules.WrapUp(60_000, true)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = closedIntoWrapUp(anna);
        assertGives(new Command.EndWrapUp(anna, first), waiting(11), anna);
    }

    @Test
    void a4WrapUpRunOut() {
        sales(rules -> rules.with(new QueueRules.WrapUp(WAIT_MS, true)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        var unused = closedIntoWrapUp(anna);
        assertGivesAfter(WAIT_MS, waiting(11), anna);
    }

    @Test
    void a4WaitForPreferredAgentOver() {
        sales(rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, WAIT_MS)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = new AgentId(2);
        core.done(new Command.ConfigureAgent(bert, CoreDriver.rules(1, List.of(sales))));
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(bert), 0, 0));
        assertGivesAfter(WAIT_MS, chat, anna);
    }

    @Test
    void a4PreferredAgentRemoved() {
        sales(rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, WAIT_MS)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = new AgentId(2);
        core.done(new Command.ConfigureAgent(bert, CoreDriver.rules(1, List.of(sales))));
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(bert), 0, 0));
        assertGives(new Command.RemoveAgent(bert), chat, anna);
    }
}

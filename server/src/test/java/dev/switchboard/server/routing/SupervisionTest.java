package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents and supervisors decide by hand. */
class SupervisionTest {
    private static final AgentId SUPERVISOR = new AgentId(99);

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    private Outcome assign(ChatId chat, AgentId to) {
        return core.submit(
                new Command.AssignChat(chat, to, SUPERVISOR, core.view(chat).revision()));
    }

    private static AgentRules withTakeOver(int capacity, QueueId queue) {
        return new AgentRules(1, capacity, List.of(queue), List.of(), true);
    }

    @Test
    void shouldAssignWhateverTheSkills() {
        AgentId anna = core.agent(1, 1, List.of());
        ChatId chat = core.chat(10, sales);

        assertThat(assign(chat, anna)).isEqualTo(new Outcome.Done());

        core.assertOffered(chat, anna);
        assertThat(core.takeEvents())
                .filteredOn(Event.ChatOffered.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.ChatOffered.class,
                        offered -> assertThat(offered.facts().reason()).isEqualTo(ChosenBy.ASSIGNED));
    }

    @Test
    void shouldRefuseWhatIsBuiltOnAnOldPicture() {
        AgentId anna = core.agent(1, 2, List.of());
        ChatId chat = core.chat(10, sales);
        long seen = core.view(chat).revision();
        core.done(new Command.PrioritiseChat(chat, 5_000, SUPERVISOR, seen));

        assertThat(core.submit(new Command.AssignChat(chat, anna, SUPERVISOR, seen)))
                .isEqualTo(refused(Refusal.CONFLICT));
        assertThat(core.submit(new Command.MoveChat(chat, core.queue(2), SUPERVISOR, seen)))
                .isEqualTo(refused(Refusal.CONFLICT));
        assertThat(core.submit(new Command.PrioritiseChat(chat, 6_000, SUPERVISOR, seen)))
                .isEqualTo(refused(Refusal.CONFLICT));
        assertThat(core.submit(new Command.PrioritiseChat(chat, 5_000, SUPERVISOR, seen)))
                .as("what is so already")
                .isEqualTo(new Outcome.Done());
    }

    @Test
    void shouldGiveAFullAgentNothingByAnyRight() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId own = core.chat(10, sales);
        core.accept(own);
        ChatId other = core.chat(11, sales);

        assertThat(assign(other, anna)).isEqualTo(refused(Refusal.AGENT_FULL));
        assertThat(core.submit(new Command.TakeChat(other, anna, null))).isEqualTo(refused(Refusal.AGENT_FULL));
    }

    /** Routing gives nothing to who is busy; a supervisor may. Who goes after his wrap-up gets nothing from anybody. */
    @Test
    void shouldAssignToWhoIsAtWork() {
        core.queue(1, rules -> rules.with(new QueueRules.WrapUp(60_000, false)));
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId first = core.chat(10, sales);
        core.accept(first);
        core.done(new Command.CloseChat(first, new Actor.Agent(anna), 1, CloseReason.SOLVED));
        core.done(new Command.SetPresence(anna, Presence.BUSY));
        ChatId second = core.chat(11, sales);
        core.assertWaiting(second);
        assertThat(core.view(anna).next()).isEqualTo(Presence.BUSY);
        assertThat(assign(second, anna)).isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));

        core.done(new Command.EndWrapUp(anna, first));
        core.assertWaiting(second);
        assertThat(assign(second, anna)).isEqualTo(new Outcome.Done());
        core.accept(second);
        core.done(new Command.CloseChat(second, new Actor.Agent(anna), 1, CloseReason.SOLVED));
        ChatId third = core.chat(12, sales);
        core.done(new Command.SetPresence(anna, Presence.AWAY));

        assertThat(assign(third, anna)).as("busy, and soon away").isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));
    }

    /** His idle chat, which wants its units back, must not take those of the offer that becomes the supervisor's. */
    @Test
    void shouldAssignToWhomItIsOnOfferAlready() {
        core.queue(1, rules -> rules.with(new QueueRules.Units(0, 0, true, 10_000)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId idle = core.chat(10, sales);
        core.accept(idle);
        core.done(new Command.ReportActivity(idle, 1, 10_000));
        ChatId offered = core.chat(11, sales);
        core.done(new Command.ReportActivity(idle, 1, 0));
        assertThat(core.view(idle).parked()).isEqualTo(Parked.WANTED);

        assertThat(assign(offered, anna)).isEqualTo(new Outcome.Done());

        assertThat(core.view(offered).offers()).containsExactly(new OfferView(new OfferId(offered, 2), anna, 15_000));
        assertThat(core.view(idle).parked()).isEqualTo(Parked.WANTED);
    }

    @Test
    void shouldNotAssignHeavierThanHeHasRoomForThoughItIsOnOfferToHim() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.queue(1, rules -> rules.with(new QueueRules.Units(2, 0, true, 0)));
        core.assertOffered(chat, anna);

        assertThat(assign(chat, anna)).isEqualTo(refused(Refusal.AGENT_FULL));
        core.assertOffered(chat, anna);
    }

    /** What the lighter offer leaves goes to the chat that waits, in that entry. */
    @Test
    void shouldGiveAwayWhatALighterOfferLeaves() {
        core.queue(1, rules -> rules.with(new QueueRules.Units(2, 0, true, 0)));
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId first = core.chat(10, sales);
        ChatId second = core.chat(11, sales);
        core.queue(1, rules -> rules.with(new QueueRules.Units(1, 0, true, 0)));
        core.assertWaiting(second);

        assertThat(assign(first, anna)).isEqualTo(new Outcome.Done());

        core.assertOffered(second, anna);
    }

    @Test
    void shouldLetAgentsTakeWhatWasWidenedToThem() {
        SkillId german = core.skill(1);
        QueueId second = core.queue(2);
        Requirement preferred = new Requirement(german, 1);
        QueueId first = core.queue(
                3,
                rules -> rules.with(new QueueRules.Skills(
                        List.of(),
                        List.of(preferred),
                        List.of(
                                new RelaxationStep(5_000, false, 0, List.of(second), 0),
                                new RelaxationStep(60_000, true, 0, List.of(), 0)))));
        AgentId anna = core.agent(1, 1, List.of(second));
        ChatId chat = core.chat(10, first);
        assertThat(core.submit(new Command.TakeChat(chat, anna, null))).isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));
        core.pass(5_000);
        core.assertWaiting(chat);

        core.done(new Command.TakeChat(chat, anna, null));

        core.assertOwned(chat, anna);
    }

    @Test
    void shouldMoveWithAgeAndTellWhy() {
        QueueId support = core.queue(2);
        ChatId chat = core.chat(10, sales);
        core.pass(5_000);
        core.takeEvents();

        core.done(
                new Command.MoveChat(chat, support, SUPERVISOR, core.view(chat).revision()));

        assertThat(core.takeEvents()).containsExactly(new Event.ChatQueued(chat, support, QueuedBecause.MOVED, 0));
        assertThat(core.view(chat))
                .extracting(ChatView::queue, ChatView::startedMs)
                .containsExactly(support, 0L);
    }

    @Test
    void shouldGiveATakenOverChatToTheOneWhoTookIt() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId lead = new AgentId(2);
        core.done(new Command.ConfigureAgent(lead, withTakeOver(1, sales)));
        core.connect(lead);
        ChatId chat = core.chat(10, sales);
        core.accept(chat);
        core.assertOwned(chat, anna);

        core.done(new Command.TakeChat(chat, lead, anna));

        core.assertOwned(chat, lead);
        assertThat(core.view(anna).load()).isZero();
    }
}

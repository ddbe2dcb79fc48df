package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routing wishes: H1 and H5 in the core; H3 is B1 and B10. */
class ScenariosHTest {
    private final CoreDriver core = new CoreDriver();
    private final SkillId german = core.skill(1);
    private final SkillId billing = core.skill(2);

    private QueueId german3() {
        return core.queue(
                1,
                rules -> rules.with(new QueueRules.Skills(
                        List.of(new Requirement(german, 3)),
                        List.of(new Requirement(billing, 1)),
                        List.of(
                                new RelaxationStep(30_000, true, 0, List.of(), 0),
                                new RelaxationStep(60_000, false, 1, List.of(), 0)))));
    }

    @Test
    void h1GoesToTheBestMatchThatIsFree() {
        QueueId queue = german3();
        core.agent(1, 3, List.of(queue), new SkillLevel(german, 9));
        AgentId both = core.agent(2, 3, List.of(queue), new SkillLevel(german, 3), new SkillLevel(billing, 1));
        core.agent(3, 3, List.of(queue), new SkillLevel(german, 2), new SkillLevel(billing, 9));
        core.assertOffered(core.chat(10, queue), both);
    }

    @Test
    void h1GivesUpThePreferenceAfter30SecondsAndALevelAfter60() {
        QueueId queue = german3();
        ChatId first = core.chat(10, queue);
        ChatId second = core.chat(11, queue);
        AgentId level2 = core.agent(1, 3, List.of(queue), new SkillLevel(german, 2));
        AgentId level3 = core.agent(2, 1, List.of(queue), new SkillLevel(german, 3));
        core.takeEvents();
        core.pass(29_999);
        core.assertWaiting(first);

        core.pass(1);
        core.assertOffered(first, level3);
        core.accept(first);
        core.assertWaiting(second);
        core.pass(29_999);
        core.assertWaiting(second);
        core.pass(1);
        core.assertOffered(second, level2);

        assertThat(core.takeEvents())
                .filteredOn(Event.ChatRelaxed.class::isInstance)
                .containsExactly(
                        new Event.ChatRelaxed(first, queue, 1),
                        new Event.ChatRelaxed(second, queue, 1),
                        new Event.ChatRelaxed(second, queue, 2));
        assertThat(core.view(second))
                .extracting(ChatView::step, ChatView::requirements)
                .containsExactly(2, List.of(new Requirement(german, 2)));
    }

    @Test
    void h5AStatusChosenInWrapUpTakesEffectAtItsEnd() {
        QueueId queue = core.queue(1, rules -> rules.with(new QueueRules.WrapUp(30_000, false)));
        AgentId anna = core.agent(1, 3, List.of(queue));
        ChatId chat = core.chat(10, queue);
        core.accept(chat);
        core.done(new Command.CloseChat(chat, new Actor.Agent(anna), 1, CloseReason.SOLVED));
        core.pass(10_000);

        core.done(new Command.SetPresence(anna, Presence.BUSY));

        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
        assertThat(core.view(anna).next()).isEqualTo(Presence.BUSY);
        assertThat(core.view(anna).wrapUps()).as("the work is not closed by it").hasSize(1);
        ChatId other = core.chat(11, queue);
        core.assertWaiting(other);
        core.pass(19_999);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
        core.pass(1);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.BUSY);
        assertThat(core.view(anna).next()).isNull();
        core.assertWaiting(other);
    }

    @Test
    void h5AStatusWaitsForTheLastOfSeveralWrapUps() {
        QueueId queue = core.queue(1, rules -> rules.with(new QueueRules.WrapUp(30_000, false)));
        AgentId anna = core.agent(1, 3, List.of(queue));
        ChatId first = core.chat(10, queue);
        core.accept(first);
        ChatId second = core.chat(11, queue);
        core.accept(second);
        core.close(first);
        core.pass(10_000);
        core.close(second);
        core.done(new Command.SetPresence(anna, Presence.AWAY));

        core.pass(20_000);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
        core.done(new Command.EndWrapUp(anna, second));

        assertThat(core.view(anna).presence()).isEqualTo(Presence.AWAY);
    }
}

package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.RoutingView.Filtered;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Queues, skills and settings; and what the core says about its reasons. */
class ConfigurationTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    private static QueueRules named(String name) {
        return CoreDriver.queueRules(name, 0, List.of(), 15_000, false, 10);
    }

    @Test
    void shouldCloseWaitingChatsOfRemovedQueueAndKeepActiveOnes() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId active = core.chat(10, sales);
        core.accept(active);
        ChatId waiting = core.chat(11, sales);
        core.takeEvents();

        core.done(new Command.RemoveQueue(sales));

        assertThat(core.view(waiting).closeReason()).isEqualTo(CloseReason.ADMINISTRATIVE);
        assertThat(core.takeEvents()).contains(new Event.QueueRemoved(sales, "queue-1"));
        core.assertOwned(active, anna);
        assertThat(core.view().queue(sales)).isNull();
        assertThat(core.view().queueNamed("queue-1")).isNull();

        // Nobody can give it to another any more.
        core.done(new Command.RemoveAgent(anna));
        assertThat(core.view(active).closeReason()).isEqualTo(CloseReason.ADMINISTRATIVE);
    }

    @Test
    void shouldUseNewRequirementsForWaitingChatsToo() {
        SkillId german = core.skill(1);
        ChatId before = core.chat(10, sales);
        core.done(new Command.ConfigureQueue(
                sales, CoreDriver.queueRules("queue-1", 0, List.of(new Requirement(german, 5)), 15_000, false, 10)));
        ChatId after = core.chat(11, sales);
        core.agent(1, 2, List.of(sales));
        core.assertWaiting(before);
        core.assertWaiting(after);
        AgentId bert = core.agent(2, 2, List.of(sales), new SkillLevel(german, 5));
        core.assertOffered(before, bert);
        core.assertOffered(after, bert);
    }

    @Test
    void shouldServeQueueThatComesBackWithTheSameId() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        core.done(new Command.RemoveQueue(sales));
        core.takeEvents();
        core.queue(1);
        assertThat(core.takeEvents())
                .containsExactly(new Event.QueueChanged(sales), new Event.QueueOnlineChanged(sales, true));
        core.assertOffered(core.chat(10, sales), anna);
    }

    @Test
    void shouldKeepNamesUniqueAndPlain() {
        core.queue(2);
        assertThat(core.submit(new Command.ConfigureQueue(new QueueId(2), named("queue-1"))))
                .isEqualTo(refused(Refusal.INVALID));
        for (String name : List.of("", "Sales", "a b", "ä", "x".repeat(41))) {
            assertThat(core.submit(new Command.ConfigureQueue(new QueueId(3), named(name))))
                    .isEqualTo(refused(Refusal.INVALID));
        }
        core.done(new Command.ConfigureQueue(sales, named("x".repeat(40))));
        core.done(new Command.ConfigureQueue(new QueueId(2), named("queue-1")));
        assertThat(Objects.requireNonNull(core.view().queueNamed("queue-1")).id())
                .isEqualTo(new QueueId(2));
        SkillId german = core.skill(1);
        assertThat(core.submit(new Command.ConfigureSkill(new SkillId(2), "skill-1")))
                .isEqualTo(refused(Refusal.INVALID));
        core.done(new Command.ConfigureSkill(german, "german"));
        assertThat(core.view().skillNamed("german")).isEqualTo(german);
        assertThat(core.view().skillNamed("skill-1")).isNull();
        assertThat(core.view().skillName(german)).isEqualTo("german");
    }

    @Test
    void shouldRemoveASkillThatNobodyHasOrRequires() {
        SkillId german = core.skill(1);
        AgentId anna = new AgentId(1);
        AgentRules able = new AgentRules(1, 2, List.of(sales), List.of(new SkillLevel(german, 3)));
        core.done(new Command.ConfigureAgent(anna, able));
        assertThat(core.submit(new Command.RemoveSkill(german))).isEqualTo(refused(Refusal.INVALID));
        core.done(new Command.ConfigureAgent(anna, new AgentRules(2, 2, List.of(sales), List.of())));
        core.done(new Command.RemoveSkill(german));
        assertThat(core.view().skills()).isEmpty();
        assertThat(core.view().skillNamed("skill-1")).isNull();
        assertThat(core.submit(new Command.RemoveSkill(german))).isEqualTo(refused(Refusal.UNKNOWN_SKILL));
    }

    @Test
    void shouldBoundQueuesAndSkills() {
        for (int i = 2; i <= Limits.QUEUES_MAX; i++) {
            core.core()
                    .apply(
                            10_000 + i,
                            0,
                            0,
                            CoreDriver.NODE,
                            10_000 + i,
                            new Command.ConfigureQueue(new QueueId(i), named("q" + i)));
        }
        for (int i = 1; i <= Limits.SKILLS_MAX; i++) {
            core.core()
                    .apply(
                            20_000 + i,
                            0,
                            0,
                            CoreDriver.NODE,
                            20_000 + i,
                            new Command.ConfigureSkill(new SkillId(i), "s" + i));
        }
        assertThat(core.view().queues()).hasSize(Limits.QUEUES_MAX);
        Command queue = new Command.ConfigureQueue(new QueueId(5_000), named("one-more"));
        assertThat(core.core()
                        .apply(30_000, 0, 0, CoreDriver.NODE, 30_000, queue)
                        .outcome())
                .isEqualTo(refused(Refusal.TOO_MANY));
        Command skill = new Command.ConfigureSkill(new SkillId(5_000), "one-more");
        assertThat(core.core()
                        .apply(30_001, 0, 0, CoreDriver.NODE, 30_001, skill)
                        .outcome())
                .isEqualTo(refused(Refusal.TOO_MANY));
    }

    @Test
    void shouldRefuseSettingsOutOfRange() {
        assertThat(core.submit(new Command.ConfigureSettings(new Settings(1, 1, 1, 1, 1, 1, 3))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.ConfigureSettings(new Settings(1, 1, 3_000, 0, 1, 1, 3))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.view().settings()).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void shouldAskAllAgentsAnewWhenTheWeightChanges() {
        core.done(new Command.ConfigureSettings(new Settings(30_000, 60_000, 3_000, 3, 10_000, 2, 3)));
        AgentId anna = core.agent(1, 3, List.of(sales));
        core.assertOffered(core.chat(10, sales), anna);
        ChatId second = core.chat(11, sales);
        core.assertWaiting(second);
        assertThat(core.view(anna).load()).isEqualTo(2);
        core.done(new Command.ConfigureSettings(Settings.DEFAULTS));
        core.assertOffered(second, anna);
        assertThat(core.view(anna).load()).isEqualTo(3);
    }

    @Test
    void shouldExplainWhyNobodyHasTheChat() {
        SkillId german = core.skill(1);
        QueueId berlin = core.queue(2, new Requirement(german, 5));
        ChatId chat = core.chat(10, berlin);
        assertReason(chat, Because.NO_AGENT_SERVES_QUEUE);
        core.agent(1, 1, List.of(berlin));
        assertReason(chat, Because.NO_AGENT_HAS_SKILLS);
        AgentId bert = core.agent(2, 1, List.of(berlin), new SkillLevel(german, 9));
        Explanation offered = explain(chat);
        assertThat(offered.because()).isEqualTo(Because.OFFERED);
        assertThat(offered.nextChangeMs()).isEqualTo(15_000);
        core.decline(chat);
        Explanation paused = explain(chat);
        assertThat(paused.because()).isEqualTo(Because.ASKED_BEFORE_PAUSE);
        assertThat(paused.nextChangeMs()).isEqualTo(10_000);
        assertThat(paused.filters())
                .containsExactly(
                        new Filtered("queue", 0, 2),
                        new Filtered("skill", 1, 1),
                        new Filtered("capacity", 0, 1),
                        new Filtered("presence", 0, 1),
                        new Filtered("room", 0, 1),
                        new Filtered("asked-before", 1, 0));
        ChatId second = core.chat(11, berlin);
        core.accept(second);
        assertReason(chat, Because.ALL_FULL);
        assertReason(second, Because.ASSIGNED);
        core.done(new Command.SetPresence(bert, Presence.BUSY));
        assertReason(chat, Because.NO_AGENT_AVAILABLE);
        core.close(chat);
        assertReason(chat, Because.CLOSED);
        assertThat(core.view().explain(new ChatId(1))).isNull();
    }

    private Explanation explain(ChatId chat) {
        return Objects.requireNonNull(core.view().explain(chat));
    }

    private void assertReason(ChatId chat, Because because) {
        assertThat(explain(chat).because()).isEqualTo(because);
    }
}

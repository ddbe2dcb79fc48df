package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.AgentRule;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueList;
import dev.switchboard.protocol.v1.RelaxationStep;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.protocol.v1.WeeklyHours;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.Wishes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a queue can say about routing: checked, stored, shown, and told to routing. */
class QueueSettingsTest {
    private final QueueDesk queues = new QueueDesk();
    private final Desk desk = queues.desk;

    private static WeeklyHours hours(int weekday, int from, int until) {
        return WeeklyHours.newBuilder()
                .setWeekday(weekday)
                .setFromMinute(from)
                .setUntilMinute(until)
                .build();
    }

    private static Queue.Builder everything() {
        return Desk.queueOf("sales")
                .setPriorityCreditMs(86_400_000)
                .addRequirements(QueueDesk.requirement("german", 3, 8))
                .addPreferences(QueueDesk.requirement("billing", 1, 0))
                .addSteps(RelaxationStep.newBuilder().setDropPreferences(true))
                .addSteps(RelaxationStep.newBuilder()
                        .setAfterMs(60_000)
                        .setLowerLevels(2)
                        .addWidenTo("second-line")
                        .setRaiseMs(30_000))
                .setAgentRule(AgentRule.AGENT_RULE_MOST_CAPABLE)
                .setOfferTimeoutMs(20_000)
                .setOffersAtOnce(3)
                .setPreferredAgentWaitMs(10_000)
                .setPrefersLastAgent(true)
                .setWaitingLimit(50)
                .setActiveLimit(20)
                .setMaxWaitMs(600_000)
                .setOverflowQueue("Second-Line")
                .setWeight(2)
                .setAgentCapacity(5)
                .setHoldKeepsUnits(true)
                .setIdleAfterMs(120_000)
                .setWrapUpMs(30_000)
                .setWrapUpHoldsUnits(true)
                .setWaitingPausesWhenClosed(true)
                .setOpeningHours(OpeningHours.newBuilder()
                        .setTimeZone(" Europe/Berlin ")
                        .addWeekly(hours(5, 540, 1_020))
                        .addWeekly(hours(1, 1_320, 360))
                        .addHolidays(Holiday.newBuilder().setDate("2026-12-31").addHours(hours(7, 540, 720)))
                        .addHolidays(Holiday.newBuilder().setDate("2026-12-24").setName(" Christmas Eve ")));
    }

    @Test
    void shouldWarnOfHoursThatNeverOpen() {
        OpeningHours.Builder none = OpeningHours.newBuilder().setTimeZone("UTC");
        Queue stored = desk.admin(
                "PutQueue", Desk.queueOf("sales").setOpeningHours(none).build(), Queue.class);
        assertThat(stored.getWarningsList()).containsExactly("never-opens");
        Queue again =
                desk.admin("PutQueue", stored.toBuilder().clearOpeningHours().build(), Queue.class);
        assertThat(again.getWarningsList())
                .as("what a client sends back is not read")
                .isEmpty();
        none.addWeekly(WeeklyHours.newBuilder().setWeekday(1).setFromMinute(540).setUntilMinute(1_020));
        Queue open =
                desk.admin("PutQueue", again.toBuilder().setOpeningHours(none).build(), Queue.class);
        assertThat(open.getWarningsList()).isEmpty();
    }

    @Test
    void shouldStoreShowAndTellEverything() {
        desk.skill("german");
        desk.skill("billing");
        Queue second = desk.queue("second-line");
        Queue queue = queues.put(everything());

        assertThat(queue)
                .isEqualTo(everything()
                        .setId(queue.getId())
                        .setRevision(1)
                        .clearPreferences()
                        .addPreferences(QueueDesk.requirement("billing", 1, 10))
                        .setOverflowQueue("second-line")
                        .setOpeningHours(OpeningHours.newBuilder()
                                .setTimeZone("Europe/Berlin")
                                .addWeekly(hours(1, 1_320, 360))
                                .addWeekly(hours(5, 540, 1_020))
                                .addHolidays(Holiday.newBuilder()
                                        .setDate("2026-12-24")
                                        .setName("Christmas Eve"))
                                .addHolidays(Holiday.newBuilder()
                                        .setDate("2026-12-31")
                                        .addHours(hours(0, 540, 720))))
                        .build());
        assertThat(desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class)
                        .getItemsList())
                .contains(queue);
        assertThat(queues.put(queue.toBuilder()).getRevision())
                .as("what is shown can be put")
                .isEqualTo(2);

        SkillId german = desk.control.view().skillNamed("german");
        SkillId billing = desk.control.view().skillNamed("billing");
        assertThat(queues.rules(queue))
                .isEqualTo(new QueueRules(
                        "sales",
                        86_400_000,
                        new QueueRules.Skills(
                                List.of(new dev.switchboard.server.routing.model.Requirement(german, 3, 8)),
                                List.of(new dev.switchboard.server.routing.model.Requirement(billing, 1)),
                                List.of(
                                        new dev.switchboard.server.routing.model.RelaxationStep(
                                                0, true, 0, List.of(), 0),
                                        new dev.switchboard.server.routing.model.RelaxationStep(
                                                60_000, false, 2, List.of(QueueDesk.id(second)), 30_000))),
                        new QueueRules.Offering(
                                dev.switchboard.server.routing.model.AgentRule.MOST_CAPABLE, 20_000, false, 3, 10_000),
                        new QueueRules.Limits(50, 20, 600_000, QueueDesk.id(second), false),
                        new QueueRules.Units(2, 5, false, 120_000),
                        new QueueRules.WrapUp(30_000, true)));
    }

    @Test
    void shouldTellRoutingEveryRule() {
        for (AgentRule rule : AgentRule.values()) {
            if (rule == AgentRule.UNRECOGNIZED || rule == AgentRule.AGENT_RULE_UNSPECIFIED) {
                continue;
            }
            Queue queue = queues.put(Desk.queueOf("queue-" + rule.getNumber()).setAgentRule(rule));
            assertThat("AGENT_RULE_" + queues.rules(queue).offering().rule()).isEqualTo(rule.name());
        }
    }

    @Test
    void shouldReportAllFaultsTogether() {
        Queue.Builder queue = Desk.queueOf("sales")
                .setPriorityCreditMs(-1)
                .addRequirements(QueueDesk.requirement("german", 5, 4))
                .addPreferences(QueueDesk.requirement("german", 0, 11))
                .setAgentRuleValue(6)
                .setOffersAtOnce(11)
                .setPreferredAgentWaitMs(3_600_001)
                .setActiveLimit(100_001)
                .setMaxWaitMs(999)
                .setOverflowQueue("nowhere")
                .setWeight(101)
                .setAgentCapacity(101)
                .setIdleAfterMs(9_999)
                .setWrapUpMs(3_600_001)
                .addSteps(RelaxationStep.newBuilder().setAfterMs(2_000).setLowerLevels(10))
                .addSteps(RelaxationStep.newBuilder()
                        .setAfterMs(1_000)
                        .addWidenTo("nowhere")
                        .setRaiseMs(86_400_001));
        assertThat(queues.faults(queue.build()))
                .containsOnlyKeys(
                        "priority_credit_ms",
                        "requirements[0].skill",
                        "requirements[0].level_max",
                        "preferences[0].skill",
                        "preferences[0].level",
                        "preferences[0].level_max",
                        "agent_rule",
                        "offers_at_once",
                        "preferred_agent_wait_ms",
                        "active_limit",
                        "max_wait_ms",
                        "overflow_queue",
                        "weight",
                        "agent_capacity",
                        "idle_after_ms",
                        "wrap_up_ms",
                        "steps[0].lower_levels",
                        "steps[1].after_ms",
                        "steps[1].widen_to[0]",
                        "steps[1].raise_ms")
                .containsEntry("requirements[0].level_max", "5–10")
                .containsEntry("steps[1].after_ms", "not before the step in front of it");
        assertThat(desk.control.takeSubmitted()).isEmpty();
    }

    @Test
    void shouldReportAllFaultsOfOpeningHours() {
        OpeningHours.Builder hours = OpeningHours.newBuilder()
                .setTimeZone("Europe/Atlantis")
                .addWeekly(hours(0, 1_440, 1_441))
                .addWeekly(hours(8, 0, 0))
                .addHolidays(Holiday.newBuilder().setDate("2026-02-29"))
                .addHolidays(Holiday.newBuilder().setDate("2026-12-24").setName("x".repeat(65)))
                .addHolidays(Holiday.newBuilder().setDate("2026-12-24"))
                .addHolidays(Holiday.newBuilder().setDate("24.12.2026").addHours(hours(0, 0, 1_441)));
        assertThat(queues.faults(Desk.queueOf("sales").setOpeningHours(hours).build()))
                .containsOnlyKeys(
                        "opening_hours.time_zone",
                        "opening_hours.weekly[0].weekday",
                        "opening_hours.weekly[0].from_minute",
                        "opening_hours.weekly[0].until_minute",
                        "opening_hours.weekly[1].weekday",
                        "opening_hours.holidays[0].date",
                        "opening_hours.holidays[1].name",
                        "opening_hours.holidays[2].date",
                        "opening_hours.holidays[3].date",
                        "opening_hours.holidays[3].hours[0].until_minute")
                .containsEntry("opening_hours.holidays[2].date", "named twice");
    }

    @Test
    void shouldBoundEveryList() {
        OpeningHours.Builder hours = OpeningHours.newBuilder().setTimeZone("UTC");
        IntStream.range(0, 51).forEach(i -> hours.addWeekly(hours(1, i, i + 1)));
        Holiday.Builder holiday = Holiday.newBuilder().setDate("2026-01-01");
        IntStream.range(0, 6).forEach(i -> holiday.addHours(hours(0, i, i + 1)));
        hours.addHolidays(holiday);
        java.time.LocalDate first = java.time.LocalDate.of(2027, 1, 1);
        IntStream.range(0, 400)
                .forEach(i -> hours.addHolidays(
                        Holiday.newBuilder().setDate(first.plusDays(i).toString())));
        desk.skill("skill-0");
        desk.queue("other");
        Queue.Builder queue = Desk.queueOf("sales").setOpeningHours(hours);
        IntStream.range(1, 9).forEach(i -> desk.skill("skill-" + i));
        IntStream.range(0, 9).forEach(i -> queue.addPreferences(QueueDesk.requirement("skill-" + i, 1, 0)));
        RelaxationStep.Builder wide = RelaxationStep.newBuilder();
        IntStream.range(0, 21).forEach(i -> wide.addWidenTo("other"));
        IntStream.range(0, 9).forEach(i -> queue.addSteps(wide));
        assertThat(queues.faults(queue.build()))
                .containsEntry("preferences", "at most 8")
                .containsEntry("steps", "at most 8")
                .containsEntry("steps[0].widen_to", "at most 20")
                .containsEntry("opening_hours.weekly", "at most 50")
                .containsEntry("opening_hours.holidays", "at most 400")
                .containsEntry("opening_hours.holidays[0].hours", "at most 5");
    }

    /** The fields of before, as an earlier version has stored them. */
    @Test
    void shouldUnderstandAQueueOfBefore() {
        Skill german = desk.skill("german");
        Queue before = Queue.newBuilder()
                .setName("sales")
                .setTitle("Sales")
                .addRequirements(
                        Requirement.newBuilder().setSkill(german.getId()).setLevel(4))
                .setOfferTimeoutMs(15_000)
                .setWaitingLimit(1_000)
                .build();
        long id = desk.await(() -> desk.store.nextId(Kind.QUEUE));
        desk.await(() -> desk.store.put(Kind.QUEUE, id, "sales", 0, before.toByteArray()));
        desk.await(new Reconciler(desk.store, desk.control)::run);

        Queue shown = desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class)
                .getItems(0);
        SkillId skill = new SkillId(Integer.parseInt(german.getId()));
        assertThat(queues.rules(shown))
                .isEqualTo(QueueRules.named("sales")
                        .with(QueueRules.Skills.required(
                                List.of(new dev.switchboard.server.routing.model.Requirement(skill, 4)))));
        Queue again = queues.put(shown.toBuilder());
        assertThat(again.getAgentRule()).isEqualTo(AgentRule.AGENT_RULE_LEAST_LOADED);
        assertThat(again.getOffersAtOnce()).isEqualTo(1);
        assertThat(again.getRequirements(0).getLevelMax()).isEqualTo(10);
        assertThat(queues.rules(again)).isEqualTo(queues.rules(shown));
    }

    @Test
    void shouldKeepChatsOfARenamedQueueAndCloseThoseOfADeleted() {
        Queue queue = desk.queue("sales");
        ChatId chat = start(queue);
        Queue renamed = queues.put(queue.toBuilder().setName("shop-sales"));
        RoutingView.ChatView waiting = desk.control.view().chat(chat);
        assertThat(waiting.phase()).isEqualTo(ChatPhase.WAITING);
        assertThat(waiting.queue()).isEqualTo(QueueDesk.id(renamed));
        assertThat(desk.control.view().queueNamed("shop-sales").waiting()).isEqualTo(1);

        desk.admin("DeleteQueue", QueueDesk.delete(renamed.getId(), 2), Done.class);
        RoutingView.ChatView closed = desk.control.view().chat(chat);
        assertThat(closed.phase()).isEqualTo(ChatPhase.CLOSED);
        assertThat(closed.closeReason()).isEqualTo(CloseReason.ADMINISTRATIVE);
    }

    private ChatId start(Queue queue) {
        var command = new Command.StartChat(
                "key-00001",
                new CustomerId(17),
                new SiteId(1),
                QueueDesk.id(queue),
                Wishes.NONE,
                new SessionId(5),
                desk.control.node());
        return ((Outcome.Started) desk.control.apply(command)).chat();
    }
}

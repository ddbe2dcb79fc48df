package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people configure, start and transfer that cannot be, and what they are told. */
class BadInputTest {
    private static final long DAY_MS = 86_400_000;

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);
    private final QueueId support = core.queue(2);
    private final SkillId german = core.skill(1);

    private Outcome configure(QueueId queue, QueueRules changed) {
        return core.submit(new Command.ConfigureQueue(queue, changed));
    }

    private static QueueRules named(QueueId queue) {
        return QueueRules.named("queue-" + queue.value());
    }

    private static QueueRules overflowing(QueueId queue, QueueId to) {
        return named(queue).with(new QueueRules.Limits(1, 0, 0, to, true));
    }

    private QueueView viewOf(QueueId queue) {
        QueueView view = core.view().queue(queue);
        assertThat(view).isNotNull();
        return view;
    }

    private Outcome start(long customer, QueueId queue, Wishes wishes) {
        return core.submit(new Command.StartChat(
                "key",
                new CustomerId(customer),
                CoreDriver.SITE,
                queue,
                wishes,
                new SessionId(customer),
                CoreDriver.NODE));
    }

    private static Wishes required(Requirement... requirements) {
        return Wishes.required(List.of(requirements));
    }

    @Test
    void shouldRefuseOverflowThatLeadsBack() {
        QueueId third = core.queue(3);
        assertThat(configure(sales, overflowing(sales, sales))).isEqualTo(refused(Refusal.CYCLIC_OVERFLOW));
        assertThat(configure(sales, overflowing(sales, support))).isEqualTo(new Outcome.Done());
        assertThat(configure(support, overflowing(support, third))).isEqualTo(new Outcome.Done());
        assertThat(configure(third, overflowing(third, sales))).isEqualTo(refused(Refusal.CYCLIC_OVERFLOW));
        assertThat(configure(third, overflowing(third, new QueueId(77)))).isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
        assertThat(viewOf(third).rules()).as("what was refused changed nothing").isEqualTo(named(third));
    }

    @Test
    void shouldSendOnAlongTheOverflowAndRefuseAtItsEnd() {
        QueueId third = core.queue(3, rules -> rules.with(new QueueRules.Limits(1, 0, 0, null, true)));
        assertThat(configure(support, overflowing(support, third))).isEqualTo(new Outcome.Done());
        assertThat(configure(sales, overflowing(sales, support))).isEqualTo(new Outcome.Done());
        core.done(new Command.SetQueueOpen(support, false));

        assertThat(core.view(core.chat(10, sales)).queue()).isEqualTo(sales);
        assertThat(core.view(core.chat(11, sales)).queue())
                .as("over the closed one")
                .isEqualTo(third);
        assertThat(start(12, sales, Wishes.NONE)).isEqualTo(refused(Refusal.QUEUE_FULL));
        assertThat(start(13, support, Wishes.NONE)).isEqualTo(refused(Refusal.QUEUE_CLOSED));
    }

    @Test
    void shouldRefuseRequirementsThatContradictEachOther() {
        QueueId beginners =
                core.queue(3, rules -> rules.with(QueueRules.Skills.required(List.of(new Requirement(german, 1, 3)))));
        assertThat(start(10, beginners, required(new Requirement(german, 4))))
                .isEqualTo(refused(Refusal.CONTRADICTORY_REQUIREMENTS));
        assertThat(start(10, beginners, required(new Requirement(german, 3)))).isInstanceOf(Outcome.Started.class);
        assertThat(start(11, sales, required(new Requirement(german, 5, 4))))
                .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
        assertThat(start(11, sales, required(new Requirement(german, 1), new Requirement(german, 2))))
                .as("a skill twice")
                .isEqualTo(refused(Refusal.INVALID));
    }

    @Test
    void shouldAcceptWhatNobodyCanMeetAndTellIt() {
        core.agent(1, 3, List.of(sales), new SkillLevel(german, 5));
        ChatId chat = core.chat(10, sales, new Requirement(german, 10));

        assertThat(viewOf(sales).unmatched()).isEqualTo(1);
        assertThat(core.view().explain(chat).because()).isEqualTo(Because.NO_AGENT_HAS_SKILLS);
        core.agent(2, 3, List.of(sales), new SkillLevel(german, 10));
        assertThat(viewOf(sales).unmatched()).isZero();
    }

    @Test
    void shouldTellAWeightThatIsAboveEveryCapacity() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(), 4, 0));

        core.assertWaiting(chat);
        assertThat(core.view().explain(chat).because()).isEqualTo(Because.TOO_HEAVY);
        assertThat(viewOf(sales).unmatched()).isEqualTo(1);
        core.done(new Command.ConfigureAgent(anna, CoreDriver.rules(4, List.of(sales))));
        core.assertOffered(chat, anna);
    }

    @Test
    void shouldRefuseLevelsOutsideOneToTen() {
        for (int level : new int[] {0, 11, -1}) {
            assertThat(start(10, sales, required(new Requirement(german, level))))
                    .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
            assertThat(configure(
                            sales,
                            named(sales).with(QueueRules.Skills.required(List.of(new Requirement(german, level))))))
                    .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
            assertThat(core.submit(new Command.ConfigureAgent(
                            new AgentId(1), CoreDriver.rules(1, List.of(sales), new SkillLevel(german, level)))))
                    .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
        }
        assertThat(start(10, sales, required(new Requirement(german, 1, 11))))
                .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
        assertThat(start(10, sales, required(new Requirement(new SkillId(77), 1))))
                .isEqualTo(refused(Refusal.UNKNOWN_SKILL));
    }

    @Test
    void shouldRefuseTenThousandSkills() {
        List<SkillLevel> levels = IntStream.rangeClosed(1, 10_000)
                .mapToObj(skill -> new SkillLevel(new SkillId(skill), 1))
                .toList();
        assertThat(core.submit(new Command.ConfigureAgent(
                        new AgentId(1), new AgentRules(1, 1, List.of(sales), levels, false))))
                .isEqualTo(refused(Refusal.INVALID));
        List<Requirement> requirements = IntStream.rangeClosed(1, 10_000)
                .mapToObj(skill -> new Requirement(new SkillId(skill), 1))
                .toList();
        assertThat(start(10, sales, Wishes.required(requirements))).isEqualTo(refused(Refusal.INVALID));
        int configured = 0;
        for (int skill = 2; skill <= 10_000; skill++) {
            Outcome outcome = core.core()
                    .apply(
                            core.position() + skill,
                            0,
                            0,
                            CoreDriver.NODE,
                            1_000 + skill,
                            new Command.ConfigureSkill(new SkillId(skill), "skill-" + skill))
                    .outcome();
            configured += outcome instanceof Outcome.Done ? 1 : 0;
            assertThat(outcome).isIn(new Outcome.Done(), refused(Refusal.TOO_MANY));
        }
        assertThat(configured + 1).isEqualTo(Limits.SKILLS_MAX);
    }

    @Test
    void shouldRefuseCreditBeyondADay() {
        assertThat(start(10, sales, new Wishes(List.of(), List.of(), List.of(), 0, DAY_MS + 1)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(sales, named(sales).withCredit(DAY_MS + 1))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(sales, named(sales).withCredit(-1))).isEqualTo(refused(Refusal.INVALID));
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(), 0, DAY_MS));
        long seen = core.view(chat).revision();
        AgentId supervisor = new AgentId(99);
        assertThat(core.submit(new Command.PrioritiseChat(chat, DAY_MS + 1, supervisor, seen)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.PrioritiseChat(chat, -1, supervisor, seen)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.view(chat).creditMs()).isEqualTo(DAY_MS);
    }

    private Outcome transfer(ChatId chat, AgentId by, QueueId toQueue, AgentId toAgent) {
        return core.submit(new Command.TransferChat(chat, core.turn(chat).turn(), by, toQueue, toAgent));
    }

    @Test
    void shouldRefuseTransfersThatCannotBe() {
        AgentId anna = core.agent(1, 3, List.of(sales), new SkillLevel(german, 5));
        AgentId bert = core.agent(2, 3, List.of(sales));
        ChatId chat = core.chat(10, sales, new Requirement(german, 1));
        core.accept(chat);

        assertThat(transfer(chat, anna, null, anna)).isEqualTo(refused(Refusal.TRANSFER_TO_SELF));
        assertThat(transfer(chat, anna, null, bert))
                .as("lacks the skill")
                .isEqualTo(refused(Refusal.AGENT_NOT_ELIGIBLE));
        core.done(new Command.SetQueueOpen(support, false));
        assertThat(transfer(chat, anna, support, null)).isEqualTo(refused(Refusal.QUEUE_CLOSED));
        QueueId full = core.queue(3, rules -> rules.with(new QueueRules.Limits(1, 0, 0, null, true)));
        var unused = core.chat(11, full);
        assertThat(transfer(chat, anna, full, null)).isEqualTo(refused(Refusal.QUEUE_FULL));
        assertThat(transfer(chat, anna, new QueueId(77), null)).isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
        assertThat(transfer(chat, anna, null, new AgentId(77))).isEqualTo(refused(Refusal.UNKNOWN_AGENT));
        assertThat(transfer(chat, anna, null, null)).isEqualTo(refused(Refusal.INVALID));
        core.assertOwned(chat, anna);
    }

    @Test
    void shouldCloseWhoWaitsInARemovedQueueAndKeepWhoTalks() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId talking = core.chat(10, sales);
        core.accept(talking);
        ChatId offered = core.chat(11, sales);
        ChatId waiting = core.chat(12, sales);

        core.done(new Command.RemoveQueue(sales));

        core.assertOwned(talking, anna);
        assertThat(core.view(offered).closeReason()).isEqualTo(CloseReason.ADMINISTRATIVE);
        assertThat(core.view(waiting).closeReason()).isEqualTo(CloseReason.ADMINISTRATIVE);
        assertThat(core.view(anna).load()).isEqualTo(1);
        core.close(talking);
        assertThat(core.view(anna).load()).isZero();
    }

    @Test
    void shouldWithdrawTheOfferOfWhoLosesTheSkill() {
        AgentId anna = core.agent(1, 1, List.of(sales), new SkillLevel(german, 5));
        ChatId chat = core.chat(10, sales, new Requirement(german, 3));
        AgentId bert = core.agent(2, 1, List.of(sales), new SkillLevel(german, 3));
        core.assertOffered(chat, anna);

        core.done(new Command.ConfigureAgent(anna, CoreDriver.rules(1, List.of(sales), new SkillLevel(german, 2))));

        core.assertOffered(chat, bert);
        assertThat(core.view(anna).missedInRow()).isZero();
    }
}

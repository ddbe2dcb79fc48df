package dev.switchboard.loadtest.simulate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.loadtest.simulate.Scenarios;
import dev.switchboard.loadtest.simulate.engine.Replication;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The witness is told stories in which routing does wrong, one kind at a time. */
class RoutingWitnessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int GERMAN = 0;
    private static final int ANY = 1;
    private static final int VIP = 2;
    private static final int HEAVY = 3;
    private static final int PICKY = 4;
    private static final int FEW = 5;
    /** Agents 0 and 1 speak German at level 4 and have room for two; agent 2 does not, and has room for one. */
    private static final Scenario DESK = Scenarios.read("""
            classes:
              german: {arrivals: 1/min, handle: exp:1m, required: {german: 3}}
              any: {arrivals: 1/min, handle: exp:1m}
              vip: {arrivals: 1/min, handle: exp:1m, credit: 60s}
              heavy: {arrivals: 1/min, handle: exp:1m, weight: 2}
              picky: {arrivals: 1/min, handle: exp:1m}
              few: {arrivals: 1/min, handle: exp:1m}
            queues:
              german:
                preferred: {german: 5}
                steps: [{after: 30s, drop-preferred: true}, {after: 60s, lower-levels: 9, raise-credit: 10s}]
              any: {}
              vip: {}
              heavy: {}
              picky: {preferred: {german: 4}}
              few: {waiting-limit: 1, active-limit: 1, max-wait: 60s, overflow: any}
            agents:
              speakers: {count: 2, capacity: 2, skills: {german: 4}}
              other: {count: 1, skills: {german: 1}}
            """);

    private final RoutingWitness witness = new RoutingWitness(DESK);
    private long numbers;

    /** Each class has a queue of its own, with the same number. */
    private void arrive(int slot, int chatClass, long seconds) {
        witness.arrived(slot, numbers++, chatClass, chatClass, seconds * SECOND);
    }

    private void assign(int slot, int agent, long seconds) {
        witness.assigned(slot, agent, seconds * SECOND);
    }

    private void assertBroken(Invariant... invariants) {
        for (Invariant invariant : Invariant.values()) {
            long expected = List.of(invariants).contains(invariant) ? 1 : 0;
            assertThat(witness.findings().brokenCount(invariant))
                    .as(invariant.name())
                    .isEqualTo(expected);
        }
        assertThat(witness.findings().first()).hasSize(invariants.length);
    }

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        arrive(0, ANY, 0);
        assign(0, 2, 0);
        witness.settled(0);
        witness.freed(0, 60 * SECOND);
        witness.settled(60 * SECOND);

        assertBroken();
        assertThat(witness.findings().testedCount(Invariant.ONE_OWNER)).isEqualTo(2);
    }

    @Test
    void shouldSeeASecondOwner() {
        arrive(0, ANY, 0);
        assign(0, 2, 0);
        assign(0, 1, 1);

        assertBroken(Invariant.ONE_OWNER);
    }

    @Test
    void shouldSeeAnAssignmentAfterTheCustomerLeft() {
        arrive(0, ANY, 0);
        witness.abandoned(0, SECOND);
        assign(0, 1, 2);

        assertBroken(Invariant.ONE_OWNER);
    }

    @Test
    void shouldSeeTooManyUnits() {
        arrive(0, ANY, 0);
        arrive(1, ANY, 0);
        assign(0, 2, 0);
        assign(1, 2, 0);

        assertBroken(Invariant.CAPACITY);
    }

    @Test
    void shouldCountTheWeight() {
        arrive(0, ANY, 0);
        arrive(1, HEAVY, 0);
        assign(0, 0, 0);
        assign(1, 0, 0);

        assertBroken(Invariant.CAPACITY);
    }

    @Test
    void shouldSeeAMissingSkill() {
        arrive(0, GERMAN, 0);
        assign(0, 2, 45);

        assertBroken(Invariant.SKILL);
    }

    @Test
    void shouldSeeThatAPreferredSkillWasNotWaitedFor() {
        arrive(0, GERMAN, 0);
        assign(0, 1, 29);

        assertBroken(Invariant.SKILL);
    }

    @Test
    void shouldFollowTheSteps() {
        arrive(3, HEAVY, 0);
        assign(3, 0, 0);
        arrive(0, GERMAN, 0);
        arrive(1, GERMAN, 0);
        arrive(2, GERMAN, 0);
        witness.settled(29 * SECOND);
        assign(0, 1, 30);
        assign(1, 1, 30);
        assign(2, 2, 60);

        assertBroken();
    }

    @Test
    void shouldSeeThatAStepIsOverdue() {
        arrive(0, GERMAN, 0);
        witness.settled(31 * SECOND);

        assertBroken(Invariant.NO_IDLE_WAIT);
    }

    @Test
    void shouldSeeAnInversion() {
        arrive(0, ANY, 0);
        arrive(1, ANY, 1);
        assign(1, 0, 2);

        assertBroken(Invariant.ORDER);
    }

    @Test
    void shouldSeeThatSomebodyWaitsBesideAFreeAgent() {
        arrive(0, ANY, 0);
        witness.settled(0);

        assertBroken(Invariant.NO_IDLE_WAIT);
    }

    @Test
    void shouldLetCreditOvertakeAndNoMore() {
        arrive(0, ANY, 0);
        arrive(1, VIP, 59);
        assign(1, 0, 59);
        arrive(2, VIP, 61);
        assertBroken();
        assign(2, 0, 61);

        assertBroken(Invariant.AGE);
    }

    @Test
    void shouldNotBlameAnAgentForAChatThatHeMayNotHave() {
        arrive(0, GERMAN, 0);
        arrive(1, ANY, 5);
        assign(1, 0, 5);

        assertBroken();
    }

    @Test
    void shouldSeeASkillGivenUpBesideSomebodyWhoHasIt() {
        arrive(0, PICKY, 0);
        assign(0, 2, 0);

        assertBroken(Invariant.STEP);
    }

    @Test
    void shouldSeeAStepTakenBesideSomebodyWhoMayHaveTheChatWithoutIt() {
        arrive(0, GERMAN, 0);
        witness.settled(29 * SECOND);
        assign(0, 2, 60);

        assertBroken(Invariant.STEP);
    }

    @Test
    void shouldLetPreferredSkillsGoWhenNobodyHasThem() {
        arrive(0, HEAVY, 0);
        assign(0, 0, 0);
        arrive(1, HEAVY, 0);
        assign(1, 1, 0);
        arrive(2, PICKY, 0);
        assign(2, 2, 0);

        assertBroken();
    }

    /** The preferred skills are given up for good while nobody has them, so whoever is free first has the chat. */
    @Test
    void shouldNotAskAgainForWhatWasGivenUp() {
        arrive(0, ANY, 0);
        assign(0, 2, 0);
        arrive(1, HEAVY, 0);
        assign(1, 0, 0);
        arrive(2, HEAVY, 0);
        assign(2, 1, 0);
        arrive(3, PICKY, 0);
        witness.settled(0);
        witness.freed(0, SECOND);
        assign(3, 2, 1);
        witness.settled(SECOND);

        assertBroken();
    }

    @Test
    void shouldSeeALineBeyondItsLimit() {
        arrive(0, FEW, 0);
        witness.arrived(1, 1, FEW, ANY, 0);
        assertBroken();
        witness.arrived(2, 2, FEW, FEW, 0);

        assertBroken(Invariant.LIMITS);
    }

    @Test
    void shouldSeeAnOverflowWithoutNeed() {
        witness.arrived(0, 0, FEW, ANY, 0);

        assertBroken(Invariant.LIMITS);
    }

    @Test
    void shouldSeeARefusalWithoutNeed() {
        arrive(0, FEW, 0);
        witness.blocked(FEW, 0);

        assertBroken(Invariant.LIMITS);
    }

    @Test
    void shouldSeeMoreChatsWithAgentsThanTheLimit() {
        arrive(0, FEW, 0);
        assign(0, 0, 0);
        arrive(1, FEW, 0);
        witness.settled(0);
        assertBroken();
        assign(1, 0, 0);

        assertBroken(Invariant.LIMITS);
    }

    @Test
    void shouldSeeWhoWaitsLongerThanTheMaximum() {
        arrive(0, FEW, 0);
        assign(0, 0, 0);
        arrive(1, FEW, 0);
        witness.settled(59 * SECOND);
        assertBroken();
        witness.settled(60 * SECOND);

        assertBroken(Invariant.LIMITS);
    }

    /** The core is told half of the scenario. */
    @Test
    void shouldSeeThatRoutingDoesNotKnowWhatIsPreferred() {
        String text = """
                classes: {a: {arrivals: 4/min, handle: exp:1m, credit: 1s%s}}
                agents: {some: {count: 3}, experts: {count: 3, skills: [german]}}
                duration: 2h
                """;
        RoutingWitness all = new RoutingWitness(Scenarios.read(text.formatted(", preferred: [german]")));
        var result = new Replication(Scenarios.read(text.formatted("")), 0, all, false).run();

        assertThat(result.chats()).isGreaterThan(400);
        assertThat(all.findings().brokenCount(Invariant.STEP)).isGreaterThan(100);
    }
}

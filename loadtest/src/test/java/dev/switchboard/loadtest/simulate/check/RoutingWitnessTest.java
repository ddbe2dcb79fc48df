package dev.switchboard.loadtest.simulate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.loadtest.simulate.Scenarios;
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
    /** Agents 0 and 1 speak German at level 4 and have room for two; agent 2 does not, and has room for one. */
    private static final Scenario DESK = Scenarios.read("""
            classes:
              german: {arrivals: 1/min, handle: exp:1m, required: {german: 3}}
              any: {arrivals: 1/min, handle: exp:1m}
              vip: {arrivals: 1/min, handle: exp:1m, credit: 60s}
              heavy: {arrivals: 1/min, handle: exp:1m, weight: 2}
            queues:
              german:
                preferred: {german: 5}
                steps: [{after: 30s, drop-preferred: true}, {after: 60s, lower-levels: 9, raise-credit: 10s}]
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
        arrive(0, GERMAN, 0);
        arrive(1, GERMAN, 0);
        witness.settled(29 * SECOND);
        assign(0, 1, 30);
        assign(1, 2, 60);

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
}

package dev.switchboard.loadtest.simulate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.Scenarios;
import dev.switchboard.loadtest.simulate.engine.Journal.End;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationTest {
    private static final double SECOND = 1e9;

    private static final Witness NOBODY = new Witness() {
        @Override
        public void arrived(int slot, long number, int chatClass, int queue, long nanos) {}

        @Override
        public void blocked(int chatClass, long nanos) {}

        @Override
        public void assigned(int slot, int agent, long nanos) {}

        @Override
        public void abandoned(int slot, long nanos) {}

        @Override
        public void freed(int slot, long nanos) {}

        @Override
        public void settled(long nanos) {}
    };

    private static int agent(Journal journal, long number) {
        return IntStream.range(0, journal.size())
                .filter(i -> journal.number(i) == number)
                .map(journal::agent)
                .findFirst()
                .orElseThrow();
    }

    private static Journal journal(String text) {
        Scenario scenario = Scenarios.read(text + "\nwarm-up: 0\nreplications: 2\n");
        return new Replication(scenario, 0, NOBODY, true).run().journal();
    }

    private static double[] row(Journal journal, long number) {
        for (int i = 0; i < journal.size(); i++) {
            if (journal.number(i) == number) {
                return new double[] {
                    journal.arrival(i) / SECOND,
                    (journal.waitEnd(i) - journal.arrival(i)) / SECOND,
                    journal.end(i) / SECOND
                };
            }
        }
        throw new AssertionError("no chat " + number);
    }

    @Test
    void shouldServeOneAfterTheOther() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:15s"}}
                agents: {one: {count: 1}}
                duration: 35s
                """);

        assertThat(row(journal, 0)).containsExactly(10, 0, 25);
        assertThat(row(journal, 1)).containsExactly(20, 5, 40);
        assertThat(row(journal, 2)).containsExactly(30, 10, 55);
        assertThat(journal.size()).isEqualTo(3);
    }

    @Test
    void shouldLeaveWhenPatienceEndsAndBeServedAtThatVeryMoment() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:20s", patience: "fixed:10s"}}
                agents: {one: {count: 1}}
                duration: 45s
                """);

        // Of the two ends at one moment, that of the chat in front comes first.
        assertThat(row(journal, 1)).containsExactly(20, 10, 50);
        assertThat(row(journal, 2)).containsExactly(30, 10, 40);
        assertThat(journal.how(1)).isEqualTo(End.ABANDONED);
        assertThat(row(journal, 3)).containsExactly(40, 10, 70);
    }

    @Test
    void shouldSlowDownAndSpeedUpAgain() {
        // Two chats of 60 s, the second 10 s after the first, at 0.5 each: the first has 50 s left, and needs 100 s
        // more
        // (until 120 s); the second has done 50 s by then and finishes its last 10 s alone.
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: {empirical: [10s]}}, handle: "fixed:60s"}}
                agents: {one: {count: 1, capacity: 2, slow-down: [1, 0.5]}}
                queues: {calls: {waiting-limit: 1}}
                duration: 25s
                """);

        assertThat(row(journal, 0)).containsExactly(10, 0, 120);
        // Chat 2 takes the place of chat 0 at 120 s: both go on at half speed.
        assertThat(row(journal, 1)).containsExactly(20, 0, 140);
    }

    @Test
    void shouldHoldTheSlotDuringWrapUp() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:12s", wrap-up: "fixed:3s"}}
                agents: {one: {count: 1, capacity: 1, handle-factor: 2}}
                duration: 25s
                """);

        assertThat(row(journal, 0)).containsExactly(10, 0, 37);
        assertThat(row(journal, 1)).containsExactly(20, 17, 64);
    }

    @Test
    void shouldTurnAwayWhoFindsTheQueueFull() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:100s"}}
                queues: {calls: {waiting-limit: 1}}
                agents: {one: {count: 1}}
                duration: 35s
                """);

        assertThat(row(journal, 2)).containsExactly(30, 0, 30);
        assertThat(journal.how(0)).isEqualTo(End.BLOCKED);
        assertThat(journal.agent(0)).isEqualTo(Journal.NOBODY);
    }

    @Test
    void shouldComeInBatches() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s", batch: 3}, handle: "fixed:1s"}}
                agents: {one: {count: 1}}
                duration: 15s
                """);

        assertThat(row(journal, 0)).containsExactly(10, 0, 11);
        assertThat(row(journal, 2)).containsExactly(10, 2, 13);
    }

    @Test
    void shouldBringTheSameCustomersWhateverTheDeskDoes() {
        String classes = """
                classes: {calls: {arrivals: 1/min, handle: exp:60s, patience: exp:60s}}
                duration: 10h
                """;
        Journal few = journal(classes + "agents: {team: {count: 1}}");
        Journal many = journal(classes + "agents: {team: {count: 5}}");

        for (int number = 0; number < 500; number += 50) {
            assertThat(row(few, number)[0]).isEqualTo(row(many, number)[0]);
        }
    }

    @Test
    void shouldKeepCoreTimeGoingThroughALongNight() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:12h"}, handle: "fixed:24h"}}
                agents: {one: {count: 1}}
                duration: 40h
                """);

        assertThat(row(journal, 2)[1]).isCloseTo(24 * 3_600, within(1e-6));
    }

    @Test
    void shouldSayWhenTheQueueGrowsWithoutEnd() {
        Scenario scenario = Scenarios.read("""
                classes: {calls: {arrivals: 1000/s, handle: exp:60s}}
                agents: {one: {count: 1}}
                """);
        Replication replication = new Replication(scenario, 0, NOBODY, false);

        assertThatThrownBy(replication::run)
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("More chats wait in 'calls'");
    }

    /** Agents 0 and 1 take two chats each; 1 knows more. */
    @ParameterizedTest
    @CsvSource({
        "least-loaded, 0, 1, 0, 1",
        "longest-idle, 0, 1, 0, 1",
        "round-robin, 0, 1, 0, 1",
        "fill-first, 0, 0, 1, 1",
        "most-capable, 1, 1, 0, 0"
    })
    void shouldChooseByTheRule(String rule, int first, int second, int third, int fourth) {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:100s", required: [german]}}
                queues: {calls: {rule: %s}}
                agents:
                  some: {count: 1, capacity: 2, skills: {german: 2}}
                  experts: {count: 1, capacity: 2, skills: {german: 7}}
                duration: 45s
                """.formatted(rule));

        assertThat(IntStream.range(0, 4).map(each -> agent(journal, each)))
                .containsExactly(first, second, third, fourth);
    }

    /** The expert is busy from 10 s to 40 s, somebody else is free all the time; the second chat comes at 20 s. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preferred: {german: 5}|0|0",
                "'preferred: {german: 5}, steps: [{after: 0, drop-preferred: true}]'|0|0",
                "'preferred: {german: 5}, steps: [{after: 7s, drop-preferred: true}]'|7|0",
                "'preferred: {german: 5}, steps: [{after: 1h, drop-preferred: true}]'|20|1",
                "required: {german: 5}|20|1",
                "'required: {german: 5}, steps: [{after: 3s, lower-levels: 2}, {after: 6s, lower-levels: 2}]'|6|0",
                "required: {german: 1-4}|0|0",
            })
    void shouldGiveUpWhatIsAskedStepByStep(String rules, double wait, int agent) {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:30s"}}
                queues: {calls: {%s}}
                agents:
                  others: {count: 1, skills: {german: 1}}
                  experts: {count: 1, skills: {german: 6}}
                duration: 25s
                """.formatted(rules));

        boolean expertsWanted = !rules.contains("1-4");
        assertThat(agent(journal, 0)).isEqualTo(expertsWanted ? 1 : 0);
        assertThat(row(journal, 1)[1]).isEqualTo(expertsWanted ? wait : 20);
        assertThat(agent(journal, 1)).isEqualTo(agent);
    }

    @Test
    void shouldAskAgentsOfOtherQueuesInTime() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:100s"}}
                queues: {calls: {steps: [{after: 4s, widen-to: back}]}, back: {}}
                agents: {own: {count: 1, queues: calls}, others: {count: 1, queues: back}}
                duration: 25s
                """);

        assertThat(row(journal, 1)).containsExactly(20, 4, 124);
    }

    /** At 75 s the agent is free; the one who came at 40 s would be the first, but for the credit of the one who came at 60 s. */
    @Test
    void shouldRaiseTheCreditInTime() {
        Journal journal = journal("""
                classes:
                  raised: {arrivals: {between: "fixed:30s"}, handle: "fixed:45s"}
                  plain: {arrivals: {between: "fixed:40s"}, handle: "fixed:45s", patience: "fixed:60s"}
                queues: {raised: {steps: [{after: 5s, raise-credit: 1h}]}}
                agents: {one: {count: 1}}
                duration: 65s
                """);

        assertThat(row(journal, 1)).containsExactly(40, 60, 100);
        assertThat(row(journal, 2)).containsExactly(60, 15, 120);
    }

    @Test
    void shouldOverflowWhenTheQueueIsFull() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:100s"}}
                queues: {calls: {waiting-limit: 1, overflow: back}, back: {waiting-limit: 1}}
                agents: {own: {count: 1, queues: calls}, others: {count: 1, queues: back}}
                duration: 55s
                """);

        assertThat(row(journal, 1)).containsExactly(20, 90, 210);
        assertThat(row(journal, 2)).containsExactly(30, 0, 130);
        assertThat(row(journal, 3)).containsExactly(40, 90, 230);
        assertThat(row(journal, 4)).containsExactly(50, 0, 50);
    }

    @Test
    void shouldSendAwayWhoWaitsTooLong() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:25s"}}
                queues: {calls: {max-wait: 8s}}
                agents: {one: {count: 1}}
                duration: 35s
                """);

        assertThat(row(journal, 1)).containsExactly(20, 8, 28);
        assertThat(journal.how(0)).isEqualTo(End.ABANDONED);
        assertThat(row(journal, 2)).containsExactly(30, 5, 60);
    }

    @Test
    void shouldGiveAwayNoMoreThanTheActiveLimit() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:25s"}}
                queues: {calls: {active-limit: 1}}
                agents: {team: {count: 3}}
                duration: 25s
                """);

        assertThat(row(journal, 1)).containsExactly(20, 15, 60);
    }

    @Test
    void shouldTakeTheUnitsOfTheWeight() {
        Journal journal = journal("""
                classes: {calls: {arrivals: {between: "fixed:10s"}, handle: "fixed:25s", weight: 2}}
                agents: {one: {count: 1, capacity: 3}}
                duration: 25s
                """);

        assertThat(row(journal, 1)).containsExactly(20, 15, 60);
    }
}

package dev.switchboard.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.check.Check;
import dev.switchboard.loadtest.simulate.check.Check.Verdict;
import dev.switchboard.loadtest.simulate.figures.Estimate;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.scenario.Rule;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.simulate.scenario.ScenarioException;
import dev.switchboard.loadtest.simulate.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds are fixed and time is virtual, so what passes once passes always. */
class SimulationTest {
    private static final Path SCENARIOS = Path.of("scenarios");

    private static void assertNothingFailed(SimulationResult result) {
        assertThat(result.checks().stream().filter(each -> each.verdict() == Verdict.FAIL))
                .isEmpty();
        assertThat(result.violations()).isEmpty();
    }

    private static void assertPassed(SimulationResult result, String family, int atLeast) {
        List<Check> checks = result.checks().stream()
                .filter(each -> each.family().startsWith(family))
                .toList();
        assertThat(checks).hasSizeGreaterThanOrEqualTo(atLeast).allMatch(each -> each.verdict() == Verdict.PASS);
    }

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream();
        }
    }

    /** The files that people start from, with a hundredth of their chats. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldRunTheExamples(Path file) throws IOException, ScenarioException {
        String text = Files.readString(file)
                .replaceAll("(?m)^(measure|replications):.*$", "")
                .replaceAll("(?m)^duration: .*$", "duration: 8h");
        String few = text.contains("duration:") ? "\nreplications: 3\n" : "\nmeasure: 5000\n";
        Scenario scenario = ScenarioReader.parse(file.toString(), text + few);

        SimulationResult result = new Simulation(scenario, false).run(1);

        assertNothingFailed(result);
        assertThat(result.scopes().get(0).counts().offered()).isGreaterThan(2_000);
    }

    @Test
    void shouldGiveTheSameResultAgainAndOnMoreThreads() {
        Scenario scenario = Scenarios.read("""
                classes:
                  a: {arrivals: 2/min, handle: lognormal:2m 0.8, patience: exp:3m}
                  b: {arrivals: {rate: 1/min, batch: {geometric: 2}}, handle: hyper:2m 2, credit: 30s}
                agents:
                  team: {count: 5, capacity: 2, slow-down: [1, 0.7]}
                measure: 20000
                """);
        String first = JsonReport.write(new Simulation(scenario, true).run(1), Map.of());
        String again = JsonReport.write(new Simulation(scenario, true).run(1), Map.of());
        String onTwo = JsonReport.write(new Simulation(scenario, true).run(2), Map.of());

        assertThat(again).isEqualTo(first);
        assertThat(onTwo).isEqualTo(first);
        assertThat(TextReport.write(new Simulation(scenario, false).run(2)))
                .isEqualTo(TextReport.write(new Simulation(scenario, false).run(1)));
    }

    @Test
    void shouldDifferWithTheSeed() {
        String text = "classes: {a: {arrivals: 2/min, handle: exp:1m}}\nagents: {b: {count: 3}}\nmeasure: 2000\n";

        assertThat(TextReport.write(Scenarios.run(text + "seed: 1")))
                .isNotEqualTo(TextReport.write(Scenarios.run(text + "seed: 2")));
    }

    @Test
    void shouldAgreeWithErlangC() {
        SimulationResult result = Scenarios.run("""
                classes: {calls: {arrivals: 100/30m, handle: exp:180s}}
                agents: {team: {count: 14}}
                measure: 300000
                precision: 10%
                """);

        assertNothingFailed(result);
        assertPassed(result, "Erlang C", 13);
        Estimate asa = result.scopes().get(0).estimate("asa");
        assertThat(asa.deviation(7.83594)).isBetween(-3.0, 3.0);
        assertThat(result.scopes().get(0).estimate("waiting").mean()).isCloseTo(0.17413193, within(0.01));
    }

    @Test
    void shouldAgreeWithErlangA() {
        SimulationResult result = Scenarios.run("""
                classes: {calls: {arrivals: 48/min, handle: exp:60s, patience: exp:120s}}
                agents: {team: {count: 50}}
                thresholds: 10s
                measure: 200000
                precision: 10%
                """);

        assertNothingFailed(result);
        assertPassed(result, "Erlang A", 20);
        assertThat(result.scopes().get(0).estimate("abandonment").deviation(0.03091))
                .isBetween(-3.0, 3.0);
        assertThat(result.scopes().get(0).estimate("asa").deviation(3.616)).isBetween(-3.0, 3.0);
    }

    @Test
    void shouldAgreeWithTheFiniteQueue() {
        SimulationResult result = Scenarios.run("""
                classes: {calls: {arrivals: 6/min, handle: exp:60s, patience: exp:2m}}
                queues: {calls: {waiting-limit: 3}}
                agents: {team: {count: 5}}
                measure: 100000
                """);

        assertNothingFailed(result);
        assertPassed(result, "M/M/5/8+M", 6);
    }

    @Test
    void shouldAgreeWithOneServerOfAnyKind() {
        SimulationResult result = Scenarios.run("""
                classes: {calls: {arrivals: 0.5/min, handle: lognormal:60s 0.5, wrap-up: "fixed:20s"}}
                agents: {one: {count: 1}}
                measure: 200000
                """);

        assertNothingFailed(result);
        assertPassed(result, "Pollaczek", 3);
    }

    @Test
    void shouldAgreeWithStrictPriorities() {
        SimulationResult result = Scenarios.run("""
                classes:
                  vip: {arrivals: 1/min, handle: exp:3m, credit: 1d, queue: calls}
                  regular: {arrivals: 1.5/min, handle: exp:3m, queue: calls}
                queues: {calls: {}}
                agents: {team: {count: 10}}
                measure: 100000
                precision: 20%
                """);

        assertNothingFailed(result);
        assertPassed(result, "strict priorities", 2);
        assertPassed(result, "conservation", Rule.values().length);
    }

    /** Whoever goes first: as many wait, so as many give up. */
    @Test
    void shouldConserveWaitAndAbandonmentWhateverTheCredits() {
        SimulationResult result = Scenarios.run("""
                classes:
                  vip: {arrivals: 1/min, handle: exp:3m, patience: exp:4m, credit: 1h, queue: calls}
                  regular: {arrivals: 2.5/min, handle: exp:3m, patience: exp:4m, queue: calls}
                queues: {calls: {}}
                agents: {team: {count: 10}}
                measure: 100000
                precision: 20%
                """);

        assertNothingFailed(result);
        assertPassed(result, "conservation", 2 * Rule.values().length);
    }

    @Test
    void shouldFindSlotsEquivalent() {
        SimulationResult result = Scenarios.run("""
                classes: {calls: {arrivals: 6/min, handle: lognormal:2m 1.2, patience: lognormal:3m 1}}
                agents: {team: {count: 5, capacity: 3}, other: {count: 2, capacity: 1}}
                measure: 20000
                """);

        assertNothingFailed(result);
        // Each rule but its own, and each with one slot per agent.
        assertPassed(result, "equivalence", 2 * Rule.values().length - 1);
    }

    @Test
    void shouldTellWhyThereIsNothingExact() {
        assertThat(Scenarios.run("""
                                classes: {a: {arrivals: 5/min, handle: exp:1m}}
                                agents: {b: {count: 5}}
                                queues: {a: {waiting-limit: 9}}
                                measure: 500
                                """).whyNoExact()).isEmpty();
        assertThat(Scenarios.run("""
                                classes: {a: {arrivals: 5/min, handle: exp:1m, patience: exp:1m}}
                                agents: {b: {count: 2, capacity: 2, slow-down: [1, 0.5]}}
                                measure: 500
                                """).whyNoExact()).contains("speed");
        assertThat(Scenarios.run("""
                                classes: {a: {arrivals: {rate: 2/min, batch: 2}, handle: exp:1m}}
                                agents: {b: {count: 5}}
                                measure: 500
                                """).whyNoExact()).contains("Poisson");
    }

    /** One agent whose chats slow each other down is a birth and death process; its mean number of chats is known. */
    @Test
    void shouldSlowDownAsTheBirthAndDeathProcessDoes() {
        SimulationResult result = Scenarios.run("""
                classes: {a: {arrivals: 1/min, handle: exp:60s}}
                agents: {one: {count: 1, capacity: 3, slow-down: [1, 0.8, 0.6]}}
                queues: {a: {waiting-limit: 1}}
                measure: 200000
                """);
        // Completions per minute with 1, 2, 3, 3 chats there: 1, 1.6, 1.8, 1.8.
        double[] states = {1, 1, 1 / 1.6, 1 / 1.6 / 1.8, 1 / 1.6 / 1.8 / 1.8};
        double sum = 0;
        for (double state : states) {
            sum += state;
        }
        ScopeFigures all = result.scopes().get(0);

        assertNothingFailed(result);
        assertThat(all.estimate("blocking").deviation(states[4] / sum)).isBetween(-3.0, 3.0);
        assertThat(all.estimate("queue").deviation(states[4] / sum)).isBetween(-3.0, 3.0);
        double talking = (states[1] + 2 * states[2] + 3 * (states[3] + states[4])) / sum;
        assertThat(all.estimate("inService").deviation(talking)).isBetween(-3.0, 3.0);
    }

    /** Everything that routing knows, in one desk. */
    @Test
    void shouldBreakNoPromiseWithEverythingAtOnce() {
        SimulationResult result = Scenarios.run("""
                classes:
                  a: {arrivals: 5/min, handle: exp:1m, weight: 2, queue: q, required: {x: 2-8}, patience: exp:5m}
                  b: {arrivals: {rate: 2/min, batch: 3}, handle: exp:1m, credit: 1d, preferred: [y], queue: q}
                  c: {arrivals: 8/min, handle: exp:1m, queue: r, patience: exp:3m}
                queues:
                  q:
                    rule: fill-first
                    overflow: r
                    waiting-limit: 6
                    preferred: {x: 5}
                    steps:
                      - {after: 0, lower-levels: 1}
                      - {after: 10s, drop-preferred: true, raise-credit: 1m}
                      - {after: 20s, widen-to: [r, s]}
                  r: {rule: most-capable, active-limit: 9, max-wait: 90s}
                  s: {rule: round-robin}
                agents:
                  first: {count: 4, capacity: 3, skills: {x: 9, y: 2}, queues: [q, r]}
                  second: {count: 4, capacity: 3, skills: {x: 5}, queues: [q, s]}
                  third: {count: 3, capacity: 2, skills: {x: 1}, queues: [r]}
                  fourth: {count: 2, capacity: 2, skills: {x: 3, y: 1}, queues: [s]}
                measure: 30000
                """);

        assertNothingFailed(result);
        assertPassed(result, "routing", 8);
    }

    /** Three at once: 3 × 0.4 chats' worth; two: 2 × 0.8. */
    @Test
    void shouldWarnOfMoreChatsAtOnceThatServeFewer() {
        String text = """
                classes: {c: {arrivals: 1/min, handle: exp:60s}}
                agents:
                  quick: {count: 3, capacity: 3}
                  alike: {count: 3, capacity: 2, slow-down: [1, 0.5]}
                  torn: {count: 3, capacity: 3, slow-down: [1, 0.8, 0.4]}
                measure: 100
                replications: 2
                """;
        String warning = "agents torn: with 3 chats at once each gets 1.20 chats' worth of work done, with 2 1.60;"
                + " a capacity of 2 would serve more customers";
        SimulationResult result = Scenarios.run(text);
        assertThat(result.scenario().warnings()).containsExactly(warning);
        assertThat(TextReport.write(result)).contains("\nwarning: " + warning + "\n");
        assertThat(JsonReport.write(result, Map.of())).contains(warning);
    }
}

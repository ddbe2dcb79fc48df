package dev.switchboard.loadtest.simulate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.loadtest.simulate.Scenarios;
import dev.switchboard.loadtest.simulate.random.Arrivals;
import dev.switchboard.loadtest.simulate.random.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ScenarioReaderTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<String> faults(String text) {
        return catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.parse("s.yaml", text))
                .faults();
    }

    @Test
    void shouldNeedAHandfulOfLines() {
        Scenario scenario = Scenarios.read("""
                classes:
                  calls: {arrivals: 100/30m, handle: exp:180s}
                agents:
                  team: {count: 14}
                """);

        assertThat(scenario.name()).isEqualTo("test");
        assertThat(scenario.rate() * 1e9).isCloseTo(100 / 1_800.0, within(1e-12));
        assertThat(scenario.load()).isCloseTo(10, within(1e-9));
        assertThat(scenario.units()).isEqualTo(14);
        assertThat(scenario.queues()).containsExactly(QueuePlan.named("calls"));
        assertThat(scenario.groups().get(0).queues()).containsExactly(0);
        assertThat(scenario.classes().get(0).patience()).isEqualTo(new Distribution.Never());
        assertThat(scenario.run().replications()).isEqualTo(20);
        assertThat(scenario.run().windowNanos() / 1e9 * 20 * 100 / 1_800).isCloseTo(1_000_000, within(1.0));
        assertThat(scenario.run().thresholdsNanos()).containsExactly(20 * SECOND, 60 * SECOND);
        // Ten handle times, and eight times 180 s / (14 (1 - √(10/14))²).
        assertThat(scenario.run().warmUpNanos() / 1e9).isCloseTo(1_800 + 8 * 536.2, within(1.0));
    }

    @Test
    void shouldReadEverything() {
        Scenario scenario = Scenarios.read("""
                name: all of it
                seed: -5
                replications: 30
                duration: 8h
                warm-up: 10m
                thresholds: [15s, 2m]
                short-abandon: 3s
                precision: 2%
                queues:
                  sales:
                    credit: 30s
                    rule: most-capable
                    waiting-limit: 50
                    active-limit: 20
                    max-wait: 10m
                    overflow: back
                    required: {german: 3}
                    preferred: {billing: 2-5}
                    weight: 2
                    steps:
                      - {after: 30s, drop-preferred: true}
                      - {after: 60s, lower-levels: 1, widen-to: [back], raise-credit: 1m}
                  back: {}
                classes:
                  buyers: {queue: sales, arrivals: 0.5/s, handle: {erlang: {mean: 3m, k: 2}}, wrap-up: "fixed:10s"}
                  owners:
                    queue: sales
                    arrivals: 3/min
                    handle: lognormal:3m 0.8
                    patience: exp:2m
                    required: [english]
                    preferred: {german: 4}
                    weight: 1
                    credit: 1500ms
                agents:
                  all: {count: 3, capacity: 4, skills: {german: 5, billing: 2}, handle-factor: 1.2, slow-down: [1, 0.9, 0.8, 0.5]}
                  some: {count: 2, queues: back, skills: [english]}
                """);

        assertThat(scenario.skills()).containsExactly("german", "billing", "english");
        assertThat(scenario.run())
                .isEqualTo(new RunPlan(
                        -5, 30, 600 * SECOND, 28_800 * SECOND, List.of(15 * SECOND, 120 * SECOND), 3 * SECOND, 0.02));
        assertThat(scenario.queues().get(0))
                .isEqualTo(new QueuePlan(
                        "sales",
                        30_000,
                        Rule.MOST_CAPABLE,
                        50,
                        20,
                        600_000,
                        1,
                        List.of(new Need(0, 3, 10)),
                        List.of(new Need(1, 2, 5)),
                        List.of(
                                new Step(30_000, true, 0, List.of(), 0),
                                new Step(60_000, false, 1, List.of(1), 60_000))));
        ChatClass buyers = scenario.classes().get(0);
        assertThat(buyers.weight()).isEqualTo(2);
        assertThat(buyers.handle()).isEqualTo(new Distribution.Erlang(180e9, 2));
        assertThat(buyers.wrapUp()).isEqualTo(new Distribution.Fixed(10 * SECOND));
        ChatClass owners = scenario.classes().get(1);
        assertThat(owners.weight()).isEqualTo(1);
        assertThat(owners.creditMs()).isEqualTo(1_500);
        assertThat(owners.handle()).isEqualTo(Distribution.LogNormal.of(180e9, 0.8));
        assertThat(owners.required()).containsExactly(new Need(2, 1, 10));
        assertThat(scenario.groups())
                .containsExactly(
                        new AgentGroup(
                                "all", 3, 4, Map.of(0, 5, 1, 2), List.of(0, 1), 1.2, List.of(1.0, 0.9, 0.8, 0.5)),
                        new AgentGroup("some", 2, 1, Map.of(2, 1), List.of(1), 1, List.of()));
    }

    @Test
    void shouldReadEveryDistribution() {
        assertThat(handle("exp:2m")).isEqualTo(new Distribution.Exponential(120e9));
        assertThat(handle("{exponential: 120s}")).isEqualTo(new Distribution.Exponential(120e9));
        assertThat(handle("fixed:250ms")).isEqualTo(new Distribution.Fixed(250_000_000));
        assertThat(handle("{fixed: 1.5min}")).isEqualTo(new Distribution.Fixed(90 * SECOND));
        assertThat(handle("{lognormal: {mean: 1h, cv: 80%}}")).isEqualTo(Distribution.LogNormal.of(3_600e9, 0.8));
        assertThat(handle("'erlang:3m,3'")).isEqualTo(new Distribution.Erlang(180e9, 3));
        assertThat(handle("hyper:3m 2")).isEqualTo(Distribution.HyperExponential.balanced(180e9, 2));
        assertThat(handle("{hyperexponential: {mean: 3m, cv: 2}}"))
                .isEqualTo(Distribution.HyperExponential.balanced(180e9, 2));
        assertThat(handle("{hyperexponential: [{share: 0.25, mean: 1s}, {share: 75%, mean: 2s}]}")
                        .mean())
                .isEqualTo(1.75e9);
        assertThat(handle("{empirical: [1s, 2s]}")).isEqualTo(new Distribution.Empirical(List.of(SECOND, 2 * SECOND)));
    }

    private static Distribution handle(String text) {
        return Scenarios.read("classes: {a: {arrivals: 1/s, handle: " + text + "}}\nagents: {b: {count: 1}}")
                .classes()
                .get(0)
                .handle();
    }

    @Test
    void shouldReadAllArrivals() {
        assertThat(arrivals("{rate: 12/min}").isPoisson()).isTrue();
        assertThat(arrivals("{rate: 12/min, batch: 2}").meanRate()).isCloseTo(0.4e-9, within(1e-20));
        assertThat(arrivals("{rate: 12/min, batch: {geometric: 3}}").meanRate()).isCloseTo(0.6e-9, within(1e-20));
        assertThat(arrivals("{profile: [{for: 1h, rate: 0}, {for: 1h, rate: 2/s}]}")
                        .meanRate())
                .isCloseTo(1e-9, within(1e-20));
        assertThat(arrivals("{rate: 1/s, wave: {amplitude: 0.5, period: 1d}}").isPoisson())
                .isFalse();
        assertThat(arrivals("{rate: 1/s, spikes: [{at: 0, for: 3m, factor: 3}]}")
                        .spikes())
                .containsExactly(new Arrivals.Spike(0, 180 * SECOND, 3));
        assertThat(arrivals("{states: [{rate: 0, mean: 1h}, {rate: 4/s, mean: 20m}]}")
                        .meanRate())
                .isCloseTo(1e-9, within(1e-20));
        assertThat(arrivals("{between: fixed:4s}").meanRate()).isCloseTo(0.25e-9, within(1e-20));
    }

    private static Arrivals arrivals(String text) {
        return Scenarios.read("classes: {a: {arrivals: " + text + ", handle: exp:1s}}\nagents: {b: {count: 1}}")
                .classes()
                .get(0)
                .arrivals();
    }

    @Test
    void shouldTellAllFaultsAtOnceByLine() {
        List<String> faults = faults("""
                seed: x
                measure: 100
                duration: 5m
                wurst: 3
                classes:
                  Calls: {arrivals: fast, handle: {lognormal: {mean: 3m}}, patience: gamma:3, queue: nope}
                  b: {arrivals: {rate: 3/min, states: []}, weight: 0, required: {german: 11}, handle: lognormal:3m,0.8}
                queues:
                  q: {rule: best, steps: [{after: 30s}, {after: 10s, widen-to: zz}], overflow: q2}
                agents:
                  team: {capacity: 2, slow-down: [1], queues: [q, c]}
                """);

        assertThat(faults.stream().map(each -> each.substring(0, Math.min(60, each.length()))))
                .containsExactly(
                        "s.yaml:1: seed: 'x' is not a whole number from -922337203685",
                        "s.yaml:1: gives both measure and duration; remove one of the",
                        "s.yaml:4: wurst: is not known here; there are name, queues, ",
                        "s.yaml:6: classes.Calls: 'Calls' is no name; use up to 40 sm",
                        "s.yaml:6: classes.Calls.arrivals: 'fast' is not a rate; writ",
                        "s.yaml:6: classes.Calls.handle.lognormal: lacks 'cv'; write ",
                        "s.yaml:6: classes.Calls.queue: there is no queue 'nope'; the",
                        "s.yaml:6: classes.Calls.patience: 'gamma:3' is not a distrib",
                        "s.yaml:7: classes.b.arrivals.states: needs two states; write",
                        "s.yaml:7: classes.b.arrivals: must name exactly one of rate,",
                        "s.yaml:7: classes.b.handle: 'lognormal:3m' is not a distribu",
                        "s.yaml:7: classes.b.required.german: '11' is not a level; wr",
                        "s.yaml:7: classes.b.weight: '0' is not a whole number from 1",
                        "s.yaml:7: classes.b.0.8: is not known here; there are arriva",
                        "s.yaml:9: queues.q.rule: 'best' is not a rule; there are [le",
                        "s.yaml:9: queues.q.overflow: there is no queue 'q2'; there a",
                        "s.yaml:9: queues.q.steps[1].widen-to: there is no queue 'zz'",
                        "s.yaml:9: queues.q.steps[1]: comes after a later one; put st",
                        "s.yaml:11: agents.team: lacks 'count'; write count: 10",
                        "s.yaml:11: agents.team.queues[1]: there is no queue 'c'; the",
                        "s.yaml:11: agents.team.slow-down: has 1 speeds for a capacit");
    }

    @Test
    void shouldSayWhatIsNoScenarioAtAll() {
        assertThat(faults("")).singleElement().asString().contains("is empty");
        assertThat(faults("a: [")).singleElement().asString().contains("is not YAML");
        assertThat(faults("- 1")).first().asString().contains("must hold keys and values");
        assertThat(faults("classes: {}\nagents: {a: {count: 1}}"))
                .first()
                .asString()
                .contains("holds nothing");
        assertThat(catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.read(Path.of("/no/such.yaml")))
                        .faults())
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    void shouldRefuseWhatTakesCenturies() {
        assertThat(faults("classes: {a: {arrivals: 1/d, handle: exp:1s}}\nagents: {b: {count: 1}}"))
                .singleElement()
                .asString()
                .contains("years per replication");
    }

    @Test
    void shouldRefuseCreditsThatRoutingCannotCount() {
        assertThat(faults("classes: {a: {arrivals: 1/s, handle: exp:1s, credit: 5us}}\nagents: {b: {count: 1}}"))
                .singleElement()
                .asString()
                .contains("milliseconds");
    }

    @Test
    void shouldRefuseWhatRoutingWouldNotTake() {
        String desk = "classes: {a: {arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1}}\nqueues: ";

        assertThat(faults(desk + "{a: {overflow: c}, c: {overflow: d}, d: {overflow: c}}"))
                .hasSize(3)
                .allMatch(each -> each.contains("circle"));
        assertThat(faults(desk + "{a: {overflow: nowhere, rule: fastest}, c: {overflow: d}, d: {overflow: c}}"))
                .hasSize(4)
                .anyMatch(each -> each.contains("no queue 'nowhere'"))
                .anyMatch(each -> each.contains("'fastest' is not a rule"))
                .anyMatch(each -> each.contains("overflow of 'c' leads round in a circle"))
                .anyMatch(each -> each.contains("overflow of 'd' leads round in a circle"));
        assertThat(faults(desk + "{a: {max-wait: 20ms}}"))
                .singleElement()
                .asString()
                .contains("shorter than 1s");
        assertThat(faults(desk + "{a: {required: [x, x]}}"))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(faults(desk + "{a: {required: [a, b, c, d, e, f, g, h, i]}}"))
                .singleElement()
                .asString()
                .contains("at most 8");
        assertThat(faults(desk + "{a: {steps: [" + "{after: 1s},".repeat(9) + "]}}"))
                .singleElement()
                .asString()
                .contains("at most 8");
    }

    /** What is known at each place is what the program says when it meets something unknown there. */
    @Test
    void shouldKnowWhatTheSchemaKnows() throws IOException {
        Map<?, ?> schema = schema();
        assertSameKeys(schema, "zz: 1\nclasses: {a: {arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1}}");
        assertSameKeys(
                definition(schema, "class"),
                "classes: {a: {zz: 1, arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1}}");
        assertSameKeys(
                definition(schema, "group"),
                "classes: {a: {arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1, zz: 1}}");
        assertSameKeys(
                definition(schema, "queue"),
                "queues: {a: {zz: 1}}\nclasses: {a: {arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1}}");
        assertSameKeys(
                definition(schema, "step"),
                "queues: {a: {steps: [{after: 1s, zz: 1}]}}\n"
                        + "classes: {a: {arrivals: 1/s, handle: exp:1s}}\nagents: {b: {count: 1}}");
        assertSameKeys(
                (Map<?, ?>) ((List<?>) definition(schema, "arrivals").get("anyOf")).get(1),
                "classes: {a: {arrivals: {rate: 1/s, zz: 1}, handle: exp:1s}}\nagents: {b: {count: 1}}");
        assertSameKeys(
                (Map<?, ?>) ((List<?>) definition(schema, "distribution").get("anyOf")).get(1),
                "classes: {a: {arrivals: 1/s, handle: {exponential: 1s, zz: 1}}}\nagents: {b: {count: 1}}");
    }

    private static void assertSameKeys(Map<?, ?> schema, String text) {
        String fault = faults(text).get(0);
        Matcher matcher = Pattern.compile("there are (.*)$").matcher(fault);
        assertThat(matcher.find()).as(fault).isTrue();
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(schema.get("properties"));
        assertThat(new TreeSet<>(List.of(matcher.group(1).split(", ")))).isEqualTo(new TreeSet<>(properties.keySet()));
    }

    private static Map<?, ?> definition(Map<?, ?> schema, String name) {
        return (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) schema.get("$defs")).get(name));
    }

    /** JSON is YAML too. */
    private static Map<?, ?> schema() throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream("/scenario.schema.json")) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(in));
        }
    }
}

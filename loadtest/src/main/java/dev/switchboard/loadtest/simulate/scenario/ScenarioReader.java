package dev.switchboard.loadtest.simulate.scenario;

import dev.switchboard.loadtest.simulate.random.Arrivals;
import dev.switchboard.loadtest.simulate.random.Distribution;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a scenario from its file, as {@code docs/simulation.md} describes it. */
public final class ScenarioReader {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final long DAY_MS = 86_400_000;
    private static final int AGENTS_MAX = 10_000;
    private static final int UNITS_MAX = 100;
    private static final long MAX_WAIT_MS_MIN = 1_000;
    /** Of skills in one list, and of steps. */
    private static final int LIST_MAX = 8;

    private static final int WIDEN_MAX = 20;

    private final Faults faults;
    private final Map<String, Integer> skills = new LinkedHashMap<>();
    private final Map<String, Integer> queueNumbers = new LinkedHashMap<>();
    private final Map<Integer, Integer> queueWeights = new LinkedHashMap<>();

    private ScenarioReader(String file) {
        this.faults = new Faults(file);
    }

    /**
     * Reads the file.
     *
     * @throws ScenarioException with all that is wrong with it
     */
    public static Scenario read(Path file) throws ScenarioException {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ScenarioException(List.of(name + " is larger than 1 MiB; give the scenario's file"));
            }
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ScenarioException(List.of(file + " does not exist; check its path"));
        } catch (CharacterCodingException e) {
            throw new ScenarioException(List.of(name + " is not UTF-8 text; save it as UTF-8"));
        } catch (IOException e) {
            throw new ScenarioException(List.of(file + " cannot be read: " + e));
        }
    }

    /**
     * Reads a text.
     *
     * @param file what faults name it
     * @throws ScenarioException with all that is wrong with it
     */
    public static Scenario parse(String file, String text) throws ScenarioException {
        ScenarioReader reader = new ScenarioReader(file);
        Scenario scenario = reader.compose(file, text)
                .map(root -> reader.scenario(root, file, text))
                .orElse(null);
        if (scenario == null || !reader.faults.none()) {
            throw new ScenarioException(reader.faults.texts());
        }
        return scenario;
    }

    private Optional<Node> compose(String file, String text) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (root.isEmpty()) {
                faults.add("is empty; docs/simulation.md has examples");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            faults.add(line + "is not YAML: " + e.getProblem() + "; mend this line or the one before");
        } catch (YamlEngineException e) {
            faults.add("is not YAML; mend the form of the file");
        }
        return Optional.empty();
    }

    private @Nullable Scenario scenario(Node root, String file, String text) {
        Section section = Section.of(root, "", faults, "classes and agents, as in docs/simulation.md");
        String name = section.take("name").map(Value::text).orElse(file.replaceFirst("\\.ya?ml$", ""));
        Map<String, Value> queues = named(section.take("queues"), "{sales: {credit: 30s}}");
        Map<String, Value> classes = named(
                section.need("classes", "classes: {calls: {arrivals: 12/min, handle: exp:180s}}"),
                "{calls: {arrivals: 12/min, handle: exp:180s}}");
        Map<String, Value> groups = named(section.need("agents", "agents: {team: {count: 10}}"), "{team: {count: 10}}");
        queues.keySet().forEach(this::numberQueue);
        classes.forEach((each, value) -> {
            if (!value.has("queue")) {
                numberQueue(each);
            }
        });
        List<QueuePlan> queuePlans = new ArrayList<>();
        queueNumbers
                .keySet()
                .forEach(each -> queuePlans.add(
                        queues.containsKey(each) ? queue(each, queues.get(each)) : QueuePlan.named(each)));
        refuseCircles(section, queuePlans);
        List<ChatClass> chatClasses = new ArrayList<>();
        classes.forEach((each, value) -> chatClasses.add(chatClass(each, value)));
        List<AgentGroup> agentGroups = new ArrayList<>();
        groups.forEach((each, value) -> agentGroups.add(group(each, value)));
        RunPlan run = new RunReader(section, chatClasses, agentGroups, faults).read();
        section.finish();
        if (agentGroups.stream().mapToInt(AgentGroup::count).sum() > AGENTS_MAX) {
            section.fault("there are more than " + AGENTS_MAX + " agents, which is as many as routing takes");
        }
        if (run == null || !faults.none()) {
            return null;
        }
        return new Scenario(name, run, chatClasses, queuePlans, agentGroups, List.copyOf(skills.keySet()), text);
    }

    /** The entries of a mapping from names. */
    private static Map<String, Value> named(Optional<Value> value, String form) {
        Map<String, Value> entries =
                value.map(each -> each.section(form).rest()).orElse(Map.of());
        if (value.isPresent() && value.get().isMapping() && entries.isEmpty()) {
            value.get().fault("holds nothing; write " + form);
        }
        entries.forEach((name, entry) -> {
            if (!Value.NAME.matcher(name).matches()) {
                entry.fault("'" + name + "' is no name; use up to 40 small letters, digits and hyphens");
            }
        });
        return entries;
    }

    private void numberQueue(String name) {
        queueNumbers.putIfAbsent(name, queueNumbers.size());
    }

    private QueuePlan queue(String name, Value value) {
        Section section = value.section("{credit: 30s}");
        section.take("weight")
                .ifPresent(each -> queueWeights.put(queueNumbers.get(name), (int) each.whole(1, UNITS_MAX)));
        QueuePlan plan = new QueuePlan(
                name,
                section.take("credit").map(each -> each.millis(DAY_MS)).orElse(0L),
                section.take("rule").map(ScenarioReader::rule).orElse(Rule.LEAST_LOADED),
                section.take("waiting-limit")
                        .map(each -> (int) each.whole(1, 100_000))
                        .orElse(0),
                section.take("active-limit")
                        .map(each -> (int) each.whole(1, 100_000))
                        .orElse(0),
                section.take("max-wait").map(ScenarioReader::maxWait).orElse(0L),
                section.take("overflow").map(this::overflow).orElse(QueuePlan.NONE),
                section.take("required").map(this::needs).orElse(List.of()),
                section.take("preferred").map(this::needs).orElse(List.of()),
                section.take("steps").map(this::steps).orElse(List.of()));
        section.finish();
        return plan;
    }

    private void refuseCircles(Section section, List<QueuePlan> plans) {
        for (QueuePlan plan : plans) {
            int queue = plan.overflow();
            for (int i = 0; i < plans.size() && queue != QueuePlan.NONE; i++) {
                queue = plans.get(queue).overflow();
            }
            if (queue != QueuePlan.NONE) {
                section.fault(
                        "the overflow of '" + plan.name() + "' leads round in a circle; let it end in a queue without");
            }
        }
    }

    private static long maxWait(Value value) {
        long ms = value.millis(DAY_MS);
        if (ms < MAX_WAIT_MS_MIN) {
            value.fault("is shorter than 1s, the shortest that routing takes; leave it out for no limit");
        }
        return ms;
    }

    private static Rule rule(Value value) {
        String text = value.text();
        for (Rule rule : Rule.values()) {
            if (rule.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return rule;
            }
        }
        value.fault("'" + text + "' is not a rule; there are "
                + Arrays.toString(Rule.values()).toLowerCase(Locale.ROOT).replace('_', '-'));
        return Rule.LEAST_LOADED;
    }

    private int queueNumber(Value value) {
        String name = value.text();
        Integer number = queueNumbers.get(name);
        if (number == null) {
            value.fault("there is no queue '" + name + "'; there are " + String.join(", ", queueNumbers.keySet())
                    + "; add it under queues");
            return 0;
        }
        return number;
    }

    /** None for a queue that does not exist, so that no other is taken to stand in a circle. */
    private int overflow(Value value) {
        int number = queueNumber(value);
        return queueNumbers.containsKey(value.text()) ? number : QueuePlan.NONE;
    }

    private List<Step> steps(Value value) {
        List<Step> steps = new ArrayList<>();
        long before = 0;
        atMost(value, value.list().size(), LIST_MAX);
        for (Value item : value.list()) {
            Section section = item.section("{after: 30s, drop-preferred: true}");
            Step step = new Step(
                    section.need("after", "after: 30s")
                            .map(each -> each.millis(DAY_MS))
                            .orElse(0L),
                    section.take("drop-preferred").map(Value::truth).orElse(false),
                    section.take("lower-levels")
                            .map(each -> (int) each.whole(0, 9))
                            .orElse(0),
                    section.take("widen-to").map(this::widened).orElse(List.of()),
                    section.take("raise-credit")
                            .map(each -> each.millis(DAY_MS))
                            .orElse(0L));
            section.finish();
            if (step.afterMs() < before) {
                item.fault("comes after a later one; put steps in order of time");
            }
            before = step.afterMs();
            steps.add(step);
        }
        return steps;
    }

    private static void atMost(Value value, int size, int max) {
        if (size > max) {
            value.fault("has " + size + " entries, and routing takes at most " + max);
        }
    }

    private List<Integer> widened(Value value) {
        atMost(value, value.list().size(), WIDEN_MAX);
        return queueNumbers(value);
    }

    private List<Integer> queueNumbers(Value value) {
        return value.list().stream().map(this::queueNumber).toList();
    }

    private List<Need> needs(Value value) {
        List<Need> needs = new ArrayList<>();
        if (value.isMapping()) {
            named(Optional.of(value), "{german: 3}").forEach((name, level) -> needs.add(level.levels(skill(name))));
        } else {
            value.list().forEach(each -> needs.add(new Need(skill(each.name()), 1, Need.LEVEL_MAX)));
        }
        atMost(value, needs.size(), LIST_MAX);
        if (needs.stream().map(Need::skill).distinct().count() < needs.size()) {
            value.fault("names a skill twice; name it once");
        }
        return needs;
    }

    private int skill(String name) {
        return skills.computeIfAbsent(name, unused -> skills.size());
    }

    private ChatClass chatClass(String name, Value value) {
        Section section = value.section("{arrivals: 12/min, handle: exp:180s}");
        Arrivals arrivals = section.need("arrivals", "arrivals: 12/min")
                .map(ArrivalsReader::read)
                .orElse(Arrivals.poisson(1e-9));
        Distribution handle = section.need("handle", "handle: exp:180s")
                .map(DistributionReader::read)
                .orElse(Distribution.Fixed.ZERO);
        int queue = section.take("queue").map(this::queueNumber).orElseGet(() -> queueNumbers.getOrDefault(name, 0));
        ChatClass chatClass = new ChatClass(
                name,
                arrivals,
                handle,
                section.take("patience").map(DistributionReader::readPatience).orElseGet(Distribution.Never::new),
                section.take("wrap-up").map(DistributionReader::read).orElse(Distribution.Fixed.ZERO),
                queue,
                section.take("required").map(this::needs).orElse(List.of()),
                section.take("preferred").map(this::needs).orElse(List.of()),
                section.take("weight")
                        .map(each -> (int) each.whole(1, UNITS_MAX))
                        .orElse(queueWeights.getOrDefault(queue, 1)),
                section.take("credit").map(each -> each.millis(DAY_MS)).orElse(0L));
        section.finish();
        return chatClass;
    }

    private AgentGroup group(String name, Value value) {
        Section section = value.section("{count: 10}");
        int capacity = section.take("capacity")
                .map(each -> (int) each.whole(1, UNITS_MAX))
                .orElse(1);
        AgentGroup group = new AgentGroup(
                name,
                section.need("count", "count: 10")
                        .map(each -> (int) each.whole(1, AGENTS_MAX))
                        .orElse(1),
                capacity,
                section.take("skills").map(this::skillLevels).orElse(Map.of()),
                section.take("queues")
                        .map(this::queueNumbers)
                        .orElseGet(() ->
                                IntStream.range(0, queueNumbers.size()).boxed().toList()),
                section.take("handle-factor").map(each -> each.number(0, 1_000)).orElse(1.0),
                section.take("slow-down").map(each -> speeds(each, capacity)).orElse(List.of()));
        section.finish();
        return group;
    }

    private Map<Integer, Integer> skillLevels(Value value) {
        Map<Integer, Integer> levels = new LinkedHashMap<>();
        if (value.isMapping()) {
            named(Optional.of(value), "{german: 5}")
                    .forEach((name, level) -> levels.put(skill(name), (int) level.whole(1, Need.LEVEL_MAX)));
        } else {
            value.list().forEach(each -> levels.put(skill(each.name()), 1));
        }
        return levels;
    }

    private static List<Double> speeds(Value value, int capacity) {
        List<Double> speeds =
                value.list().stream().map(each -> each.number(0, 1_000)).toList();
        if (speeds.size() != capacity) {
            value.fault("has " + speeds.size() + " speeds for a capacity of " + capacity
                    + "; give one for each number of chats, 1 to " + capacity);
        }
        return speeds.stream().allMatch(each -> each == 1) ? List.of() : speeds;
    }
}

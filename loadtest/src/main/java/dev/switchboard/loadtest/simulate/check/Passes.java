package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.check.Check.Comparison;
import dev.switchboard.loadtest.simulate.check.Check.Verdict;
import dev.switchboard.loadtest.simulate.engine.ClassTally;
import dev.switchboard.loadtest.simulate.engine.Journal;
import dev.switchboard.loadtest.simulate.engine.Replication;
import dev.switchboard.loadtest.simulate.engine.ReplicationResult;
import dev.switchboard.loadtest.simulate.engine.Runs;
import dev.switchboard.loadtest.simulate.figures.Estimate;
import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.Rule;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * Further passes over the same customers, for scenarios in which every slot is as good as any other. Who of the agents is chosen must not
 * matter then, nor how the slots are spread over agents: each chat begins at the same nanosecond. And where handle times and patience are
 * alike, credits move waiting from one class to another and leave the mean over all, and the share of those who give up, as they were.
 */
public final class Passes {
    private static final int AGENTS_MAX = 10_000;
    private static final double EQUIVALENCE_CHATS = 20_000;
    private static final double CONSERVATION_CHATS = 200_000;
    private static final int MISSING = -1;
    private static final Conserved WAIT = new Conserved("mean wait", "s", Sums::waits);
    private static final Conserved ABANDONMENT = new Conserved("share of the abandoned", "", Sums::abandoned);

    private final Scenario scenario;
    private final Runs runs;

    private Passes(Scenario scenario, Runs runs) {
        this.scenario = scenario;
        this.runs = runs;
    }

    /** Makes all passes that say something about the scenario. */
    public static List<Check> of(Scenario scenario, Runs runs) {
        if (Pool.obstacle(scenario) != null) {
            return List.of();
        }
        Passes passes = new Passes(scenario, runs);
        List<Check> checks = new ArrayList<>(passes.equivalences());
        Pool pool = Pool.of(scenario);
        if (pool.alike() && pool.steady() && !pool.inOrder() && pool.unlimited() && !Double.isNaN(pool.patience())) {
            checks.addAll(passes.conservations());
        }
        return checks;
    }

    private record Variant(String name, Scenario scenario) {}

    /** What a replication adds up to over all classes; waits in seconds. */
    private record Sums(double waits, double abandoned, double chats) {}

    /** What credits must leave as it was. */
    private record Conserved(String title, String unit, ToDoubleFunction<Sums> sum) {}

    private List<Check> equivalences() {
        Scenario shortened = shortened(EQUIVALENCE_CHATS, 1);
        List<Variant> variants = variants(shortened);
        if (variants.isEmpty()) {
            return List.of();
        }
        List<Callable<Journal>> pieces = new ArrayList<>();
        pieces.add(() -> journal(shortened));
        variants.forEach(each -> pieces.add(() -> journal(each.scenario)));
        List<Journal> journals = runs.all(pieces);
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            checks.add(compare(variants.get(i).name, journals.get(0), journals.get(i + 1)));
        }
        return checks;
    }

    private List<Variant> variants(Scenario base) {
        List<Variant> variants = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            String name = name(rule);
            Scenario ruled = ruled(base, rule);
            if (!ruled.queues().equals(base.queues())) {
                variants.add(new Variant("the same agents chosen by " + name, ruled));
            }
            if (base.units() > base.agents() && base.units() <= AGENTS_MAX) {
                List<AgentGroup> single =
                        base.groups().stream().map(Passes::single).toList();
                variants.add(new Variant(
                        base.units() + " agents with one slot each, chosen by " + name, ruled.withGroups(single)));
            }
        }
        return variants;
    }

    private static String name(Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Scenario ruled(Scenario scenario, Rule rule) {
        return scenario.withQueues(
                scenario.queues().stream().map(each -> each.withRule(rule)).toList());
    }

    private static AgentGroup single(AgentGroup group) {
        return new AgentGroup(
                group.name(),
                group.count() * group.capacity(),
                1,
                group.skills(),
                group.queues(),
                group.handleFactor(),
                group.speeds());
    }

    /** The same with fewer chats in each replication. */
    private Scenario shortened(double chats, int replications) {
        double window = Math.min((double) scenario.run().windowNanos(), chats / replications / scenario.rate());
        return new Scenario(
                scenario.name(),
                scenario.run().withWindow(Math.round(window)),
                scenario.classes(),
                scenario.queues(),
                scenario.groups(),
                scenario.skills(),
                scenario.text());
    }

    private static Journal journal(Scenario scenario) {
        Journal journal = new Replication(scenario, 0, new RoutingWitness(scenario), true)
                .run()
                .journal();
        if (journal == null) {
            throw new IllegalStateException("no journal");
        }
        return journal;
    }

    /** When each chat's wait ended, by its number; {@link #MISSING} for those that were not measured, negative for the lost. */
    private static long[] starts(Journal journal) {
        long last = MISSING;
        for (int row = 0; row < journal.size(); row++) {
            last = Math.max(last, journal.number(row));
        }
        long[] starts = new long[(int) last + 1];
        Arrays.fill(starts, MISSING);
        for (int row = 0; row < journal.size(); row++) {
            long end = journal.waitEnd(row);
            boolean served = journal.how(row) == Journal.End.SERVED;
            starts[(int) journal.number(row)] = served ? end : -2 - end;
        }
        return starts;
    }

    private static Check compare(String name, Journal first, Journal second) {
        int differing = Arrays.mismatch(starts(first), starts(second));
        return Check.of(
                "equivalence",
                "each chat begins at the same moment with " + name,
                differing < 0,
                first.size() + " chats" + (differing < 0 ? ", all the same" : ", diverged at chat " + differing));
    }

    /** One check per rule, and another where customers lose patience; all against the same passes in order of arrival. */
    private List<Check> conservations() {
        int replications = scenario.run().replications();
        Scenario credited = shortened(CONSERVATION_CHATS, replications);
        List<Scenario> variants = new ArrayList<>();
        variants.add(credited.withQueues(credited.queues().stream()
                        .map(each -> each.withCredit(0))
                        .toList())
                .withClasses(credited.classes().stream()
                        .map(each -> each.withCredit(0))
                        .toList()));
        for (Rule rule : Rule.values()) {
            variants.add(ruled(credited, rule));
        }
        List<Callable<Sums>> pieces = new ArrayList<>();
        for (Scenario variant : variants) {
            for (int i = 0; i < replications; i++) {
                int number = i;
                pieces.add(() -> sums(variant, number));
            }
        }
        List<Sums> sums = runs.all(pieces);
        List<Sums> inOrder = sums.subList(0, replications);
        boolean patient = inOrder.stream().allMatch(each -> each.abandoned == 0);
        List<Check> checks = new ArrayList<>();
        int first = 0;
        for (Rule rule : Rule.values()) {
            first += replications;
            List<Sums> ruled = sums.subList(first, first + replications);
            checks.add(conservation(WAIT, rule, inOrder, ruled));
            if (!patient) {
                checks.add(conservation(ABANDONMENT, rule, inOrder, ruled));
            }
        }
        return checks;
    }

    private Check conservation(Conserved what, Rule rule, List<Sums> inOrder, List<Sums> credited) {
        double[] differences = new double[inOrder.size()];
        double[] counts = new double[inOrder.size()];
        double sum = 0;
        double count = 0;
        for (int i = 0; i < differences.length; i++) {
            double before = what.sum.applyAsDouble(inOrder.get(i));
            differences[i] = what.sum.applyAsDouble(credited.get(i)) - before;
            counts[i] = credited.get(i).chats;
            sum += before;
            count += counts[i];
        }
        return verdict(what, rule, Estimate.ratio(differences, counts, Math.round(count)), sum / count);
    }

    private Check verdict(Conserved what, Rule rule, Estimate difference, double inOrder) {
        double z = difference.standardError() == 0 ? 0 : difference.deviation(0);
        boolean wide = difference.standardError() > 2 * scenario.run().precision() * inOrder;
        Verdict verdict = !(Math.abs(z) <= Comparisons.Z_MAX) ? Verdict.FAIL : wide ? Verdict.TOO_WIDE : Verdict.PASS;
        return new Check(
                "conservation",
                "credits leave the " + what.title
                        + " of all as in order of arrival, on the same customers, agents chosen by " + name(rule),
                verdict,
                String.format(
                        Locale.ROOT,
                        "difference %+.6f ± %.6f%s of %.6f%3$s, z %+.2f",
                        difference.mean(),
                        difference.standardError(),
                        what.unit.isEmpty() ? "" : " " + what.unit,
                        inOrder,
                        z),
                new Comparison(difference.mean(), 0, difference.standardError(), z, what.unit));
    }

    private static Sums sums(Scenario scenario, int number) {
        ReplicationResult result = new Replication(scenario, number, new RoutingWitness(scenario), false).run();
        double waits = 0;
        double abandoned = 0;
        double chats = 0;
        for (ClassTally tally : result.classes()) {
            waits += (tally.waitOfServed + tally.waitOfAbandoned) / 1e9;
            abandoned += tally.abandoned;
            chats += tally.served + tally.abandoned;
        }
        return new Sums(waits, abandoned, chats);
    }
}

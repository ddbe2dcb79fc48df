package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how long, how often, and what is told. */
final class RunReader {
    private static final int REPLICATIONS = 20;
    private static final long CHATS = 1_000_000;
    private static final long CHATS_MAX = 100_000_000;
    private static final double PRECISION = 0.05;
    private static final List<Long> THRESHOLDS = List.of(20_000_000_000L, 60_000_000_000L);
    private static final long SHORT_ABANDON = 5_000_000_000L;
    /** So that times and their sums stay far from the end of 64 bits, 292 years. */
    private static final double YEARS_MAX = 100;

    private static final double YEAR = 365.25 * 86_400e9;
    /** After so many mean handle times, and so many relaxation times, what remains of the empty start is below the noise. */
    private static final double WARM_UP_HANDLES = 10;

    private static final double WARM_UP_RELAXATIONS = 8;

    private final Section section;
    private final List<ChatClass> classes;
    private final List<AgentGroup> groups;
    private final Faults faults;

    RunReader(Section section, List<ChatClass> classes, List<AgentGroup> groups, Faults faults) {
        this.section = section;
        this.classes = classes;
        this.groups = groups;
        this.faults = faults;
    }

    @Nullable
    RunPlan read() {
        long seed = section.take("seed")
                .map(each -> each.whole(Long.MIN_VALUE, Long.MAX_VALUE))
                .orElse(1L);
        int replications = section.take("replications")
                .map(each -> (int) each.whole(2, 10_000))
                .orElse(REPLICATIONS);
        Optional<Value> measure = section.take("measure");
        Optional<Value> duration = section.take("duration");
        Optional<Value> warmUp = section.take("warm-up");
        List<Long> thresholds = section.take("thresholds")
                .map(each -> each.list().stream().map(Value::nanos).toList())
                .orElse(THRESHOLDS);
        long shortAbandon = section.take("short-abandon").map(Value::nanos).orElse(SHORT_ABANDON);
        double precision =
                section.take("precision").map(each -> each.number(0, 1)).orElse(PRECISION);
        if (measure.isPresent() && duration.isPresent()) {
            section.fault("gives both measure and duration; remove one of the two");
        }
        long chats = measure.map(each -> each.whole(replications, CHATS_MAX)).orElse(CHATS);
        long fixed = duration.map(Value::positiveNanos).orElse(0L);
        long cut = warmUp.filter(each -> !each.text().equals("auto"))
                .map(Value::nanos)
                .orElse(-1L);
        if (!faults.none() || classes.isEmpty() || groups.isEmpty()) {
            return null;
        }
        double rate =
                classes.stream().mapToDouble(each -> each.arrivals().meanRate()).sum();
        double window = fixed > 0 ? fixed : chats / rate / replications;
        double warm = cut >= 0 ? cut : warmUp();
        if ((window + warm) / YEAR > YEARS_MAX) {
            section.fault("would take " + Math.round((window + warm) / YEAR) + " years per replication, more than "
                    + (int) YEARS_MAX + "; measure fewer chats, or make more replications");
            return null;
        }
        return new RunPlan(
                seed, replications, Math.round(warm), Math.round(window), thresholds, shortAbandon, precision);
    }

    /**
     * Several handle times; besides, without patience and near saturation, several times AHT/(n(1−√ρ)²), the time in
     * which a pool forgets where it began. With patience the queue forgets within the patience.
     */
    private double warmUp() {
        double rate =
                classes.stream().mapToDouble(each -> each.arrivals().meanRate()).sum();
        double load = classes.stream()
                .mapToDouble(each -> each.arrivals().meanRate() * each.holding() * each.weight())
                .sum();
        double handle = classes.stream().mapToDouble(ChatClass::holding).max().orElse(0);
        double patience = classes.stream()
                .mapToDouble(each -> each.patience().mean())
                .max()
                .orElse(0);
        double units =
                groups.stream().mapToInt(each -> each.count() * each.capacity()).sum();
        double root = 1 - Math.sqrt(load / units);
        double relaxation = root > 0 ? load / rate / (units * root * root) : Double.POSITIVE_INFINITY;
        double queue = Math.min(patience, relaxation);
        if (Double.isInfinite(queue)) {
            queue = 0; // The queue grows without end: no warm-up makes that steady.
        }
        return WARM_UP_HANDLES * handle + WARM_UP_RELAXATIONS * queue;
    }
}

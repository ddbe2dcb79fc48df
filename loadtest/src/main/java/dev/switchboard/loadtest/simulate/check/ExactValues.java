package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.figures.ScopeFigures;
import dev.switchboard.loadtest.simulate.figures.ScopeFigures.Level;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.theory.ErlangA;
import dev.switchboard.loadtest.theory.ErlangC;
import dev.switchboard.loadtest.theory.FiniteQueue;
import dev.switchboard.loadtest.theory.PriorityQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which formulas hold for a scenario, and what they say. */
final class ExactValues {
    static final String OCCUPANCY = "occupancy";

    private final Scenario scenario;
    private final Pool pool;
    private final List<Long> longestWaitsMs;
    private final double rate;
    private final List<Expected> values = new ArrayList<>();
    private String why = "";

    private ExactValues(Scenario scenario, List<Long> longestWaitsMs) {
        this.scenario = scenario;
        this.pool = Pool.of(scenario);
        this.longestWaitsMs = longestWaitsMs;
        this.rate = scenario.rate() * 1e9;
    }

    /**
     * Finds them.
     *
     * @param longestWaitsMs seen, by class: credits above them are strict priorities
     */
    static ExactValues of(Scenario scenario, List<Long> longestWaitsMs) {
        ExactValues exact = new ExactValues(scenario, longestWaitsMs);
        exact.find();
        return exact;
    }

    List<Expected> values() {
        return values;
    }

    /** Why there are none, or not more; empty when there is nothing to say. */
    String why() {
        return why;
    }

    private void find() {
        String obstacle = Pool.obstacle(scenario);
        if (obstacle != null) {
            why = obstacle;
        } else if (!pool.poisson()) {
            why = "arrivals are no Poisson process of constant rate, one chat at a time";
        } else if (Double.isNaN(pool.patience())) {
            why = "patience is neither endless nor exponential with one mean";
        } else if (pool.commonRate()) {
            commonRate();
        } else if (!pool.endlessPatience() || !pool.unlimited()) {
            why = "handle times are not exponential with one mean, and customers give up or are refused";
        } else if (load() >= pool.slots()) {
            why = "the load is not below the number of slots, and nobody gives up";
        } else {
            anyHandleTimes();
        }
    }

    private double load() {
        return pool.classes().stream()
                .mapToDouble(each -> Pool.rate(each) * pool.holding(each))
                .sum();
    }

    private void commonRate() {
        double handle = pool.holding(pool.classes().get(0));
        if (pool.unlimited()) {
            if (!pool.endlessPatience()) {
                erlangA(new ErlangA(pool.slots(), rate, handle, pool.patience()));
            } else if (load() >= pool.slots()) {
                why = "the load is not below the number of slots, and nobody gives up";
            } else {
                erlangC(new ErlangC(pool.slots(), rate, handle));
            }
        } else if (pool.commonLimit() > 0) {
            finite(new FiniteQueue(pool.slots(), pool.commonLimit(), rate, handle, pool.patience()));
        } else {
            why = "queues with limits of their own, or with overflow";
        }
    }

    private void all(String source, String key, double value) {
        values.add(new Expected(ScopeFigures.ALL, key, value, source));
    }

    private void erlangC(ErlangC exact) {
        String source = "Erlang C, " + exact.servers() + " slots";
        all(source, "waiting", exact.waiting());
        all(source, "asa", exact.meanWait());
        all(source, "meanWaitDelayed", exact.meanWait() / exact.waiting());
        all(source, "queue", exact.meanQueue());
        all(source, OCCUPANCY, exact.occupancy());
        if (pool.inOrder()) {
            for (double seconds : thresholds()) {
                all(source, ScopeFigures.serviceLevel(Level.WITHOUT_SHORT, seconds), exact.serviceLevel(seconds));
            }
            for (double share : ScopeFigures.SHARES) {
                all(source, ScopeFigures.percentile(share, false), exact.quantile(share));
            }
            eachClass(source, "asa", exact.meanWait());
            eachClass(source, "waiting", exact.waiting());
        } else {
            priorities(PriorityQueue.exponential(exact.servers(), byPriority(Pool::rate), exact.handle()));
        }
    }

    private void eachClass(String source, String key, double value) {
        if (pool.classes().size() > 1) {
            pool.classes().forEach(each -> values.add(new Expected(each.name(), key, value, source)));
        }
    }

    private void erlangA(ErlangA exact) {
        String source = "Erlang A, " + pool.slots() + " slots";
        double abandonment = exact.abandonment();
        all(source, "waiting", exact.waiting());
        all(source, "abandonment", abandonment);
        all(source, "meanWait", exact.meanWait());
        all(source, "queue", exact.meanQueue());
        all(source, OCCUPANCY, exact.occupancy());
        if (!pool.inOrder()) {
            why = "with different credits the formulas say no more than these";
            return;
        }
        all(source, "asa", exact.meanWaitOfServed());
        for (double seconds : thresholds()) {
            double served = exact.servedWithin(seconds);
            double left = exact.abandonedWithin(seconds);
            all(source, ScopeFigures.serviceLevel(Level.WITHOUT_SHORT, seconds), served / (1 - left));
            all(source, ScopeFigures.serviceLevel(Level.OF_OFFERED, seconds), served);
            all(source, ScopeFigures.serviceLevel(Level.OF_SERVED, seconds), served / (1 - abandonment));
            all(source, ScopeFigures.serviceLevel(Level.WITH_ABANDONED, seconds), served + left);
        }
        for (double share : ScopeFigures.SHARES) {
            all(source, ScopeFigures.percentile(share, false), exact.quantile(share));
            all(source, ScopeFigures.percentile(share, true), exact.quantileOfServed(share));
        }
        eachClass(source, "abandonment", abandonment);
        eachClass(source, "meanWait", exact.meanWait());
    }

    private void finite(FiniteQueue exact) {
        String source = exact + (pool.endlessPatience() ? "" : "+M");
        all(source, "blocking", exact.blocking());
        all(source, "waiting", exact.waiting());
        all(source, "meanWait", exact.meanWait());
        all(source, "queue", exact.meanQueue());
        all(source, OCCUPANCY, exact.occupancy());
        if (!pool.endlessPatience()) {
            all(source, "abandonment", exact.abandonment());
        } else if (pool.inOrder()) {
            for (double seconds : thresholds()) {
                all(source, ScopeFigures.serviceLevel(Level.OF_SERVED, seconds), exact.within(seconds));
            }
        }
    }

    /** Handle times of any kind, nobody leaves: all that is known of many slots is how busy they are. */
    private void anyHandleTimes() {
        all("served work", OCCUPANCY, load() / pool.slots());
        if (pool.slots() > 1) {
            why = "for " + pool.slots()
                    + " slots and handle times that are not exponential with one mean no formula gives" + " the wait";
            return;
        }
        String source = "Pollaczek-Khinchine";
        PriorityQueue queue = PriorityQueue.single(
                byPriority(Pool::rate), byPriority(pool::holding), byPriority(pool::holdingSquare));
        all(source, "waiting", load());
        if (pool.inOrder()) {
            all(source, "asa", queue.meanWaitInOrder());
            all(source, "queue", rate * queue.meanWaitInOrder());
            eachClass(source, "asa", queue.meanWaitInOrder());
        } else {
            priorities(queue);
        }
    }

    /** Per class, where credits differ by more than anybody waited: then they are strict priorities. */
    private void priorities(PriorityQueue queue) {
        List<Integer> order = priorityOrder();
        boolean steady = pool.steady();
        for (int i = 0; i + 1 < order.size(); i++) {
            ChatClass first = pool.classes().get(order.get(i));
            ChatClass second = pool.classes().get(order.get(i + 1));
            boolean strict = pool.credit(first) - pool.credit(second) > longestWaitsMs.get(order.get(i + 1));
            if (!steady || !strict) {
                why =
                        "credits are neither equal nor further apart than the longest wait, so they are no strict priorities";
                return;
            }
        }
        for (int i = 0; i < order.size(); i++) {
            String name = pool.classes().get(order.get(i)).name();
            values.add(new Expected(name, "asa", queue.meanWait(i), "strict priorities without interruption"));
        }
    }

    private List<Integer> priorityOrder() {
        return IntStream.range(0, pool.classes().size())
                .boxed()
                .sorted(Comparator.comparing(each -> -pool.credit(pool.classes().get(each))))
                .toList();
    }

    private List<Double> byPriority(java.util.function.ToDoubleFunction<ChatClass> of) {
        return priorityOrder().stream()
                .map(each -> of.applyAsDouble(pool.classes().get(each)))
                .toList();
    }

    private double[] thresholds() {
        return scenario.run().thresholdsNanos().stream()
                .mapToDouble(each -> each / 1e9)
                .toArray();
    }
}

package dev.switchboard.loadtest.simulate.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How often each invariant was put to the test, how often it was broken, and the first times. */
public final class Findings {
    private static final int TOLD_MAX = 5;

    private final Map<Invariant, long[]> counts = new EnumMap<>(Invariant.class);
    private final List<String> first = new ArrayList<>();

    /** Nothing tested, nothing found. */
    public Findings() {
        for (Invariant invariant : Invariant.values()) {
            counts.put(invariant, new long[2]);
        }
    }

    void tested(Invariant invariant) {
        at(invariant)[0]++;
    }

    void broken(Invariant invariant, String how) {
        at(invariant)[1]++;
        if (first.size() < TOLD_MAX) {
            first.add(invariant + ": " + how);
        }
    }

    /** Adds what another run found. */
    public void add(Findings other) {
        other.counts.forEach((invariant, count) -> {
            at(invariant)[0] += count[0];
            at(invariant)[1] += count[1];
        });
        for (String each : other.first) {
            if (first.size() < TOLD_MAX) {
                first.add(each);
            }
        }
    }

    /** {@return how often it was put to the test} */
    public long testedCount(Invariant invariant) {
        return at(invariant)[0];
    }

    /** {@return how often it was broken} */
    public long brokenCount(Invariant invariant) {
        return at(invariant)[1];
    }

    /** {@return one check per invariant} */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Invariant invariant : Invariant.values()) {
            long broken = brokenCount(invariant);
            checks.add(Check.of(
                    "routing",
                    invariant.text(),
                    broken == 0,
                    broken + " violations, " + testedCount(invariant) + " times put to the test"));
        }
        return checks;
    }

    /** {@return the first violations, for people} */
    public List<String> first() {
        return List.copyOf(first);
    }

    private long[] at(Invariant invariant) {
        return Objects.requireNonNull(counts.get(invariant));
    }
}

package dev.switchboard.loadtest.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was checked and keeps what was found wrong; of many violations only the first are kept in words. */
public final class Findings {

    /** One broken promise, with what a person needs to look for it. */
    public record Violation(Promise promise, long atNanos, String what) {}

    /** More would not be read; the count goes on. */
    static final int KEPT_MAX = 200;

    private final Map<Promise, Long> checked = new EnumMap<>(Promise.class);
    private final Map<Promise, Long> violated = new EnumMap<>(Promise.class);
    private final List<Violation> kept = new ArrayList<>();

    void checked(Promise promise) {
        checked.merge(promise, 1L, Long::sum);
    }

    void violated(Promise promise, long atNanos, String what) {
        violated.merge(promise, 1L, Long::sum);
        if (kept.size() < KEPT_MAX) {
            kept.add(new Violation(promise, atNanos, what));
        }
    }

    /** How often the promise was put to the test; nought means that the run says nothing about it. */
    public long checkedCount(Promise promise) {
        return checked.getOrDefault(promise, 0L);
    }

    /** How often it was broken. */
    public long violationCount(Promise promise) {
        return violated.getOrDefault(promise, 0L);
    }

    /** Whether every promise was kept. */
    public boolean clean() {
        return violated.isEmpty();
    }

    /** The first violations, in the order in which they were found. */
    public List<Violation> violations() {
        return List.copyOf(kept);
    }
}

package dev.switchboard.loadtest.simulate.figures;

/**
 * A figure with its name.
 *
 * @param key in the results file, and for comparisons
 * @param title for people
 */
public record Metric(String key, String title, Unit unit, Estimate estimate) {

    /** What the number counts. Times are in seconds, rates per second. */
    public enum Unit {
        SECONDS,
        SHARE,
        NUMBER,
        PER_SECOND
    }
}

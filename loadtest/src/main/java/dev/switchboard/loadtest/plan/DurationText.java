package dev.switchboard.loadtest.plan;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 250ms}, {@code 20s}, {@code 1.5m} (or {@code 1.5min}), {@code 2h}, {@code 1d}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|min|m|h|d)");
    private static final Map<String, Double> NANOS_PER_UNIT =
            Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "min", 60e9, "h", 3600e9, "d", 86_400e9);

    /** Long enough for every sensible run, short enough that sums of two never overflow. */
    private static final double NANOS_MAX = 365.0 * 24 * 3600e9;

    private DurationText() {}

    /** Reads a duration, or fails with a message that shows the form. */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new PlanException("'" + text + "' is not a duration; write it like 250ms, 20s, 1.5m or 2h");
        }
        double nanos = Double.parseDouble(matcher.group(1)) * NANOS_PER_UNIT.getOrDefault(matcher.group(2), 0.0);
        if (nanos > NANOS_MAX) {
            throw new PlanException("'" + text + "' is longer than a year");
        }
        return Duration.ofNanos(Math.round(nanos));
    }
}

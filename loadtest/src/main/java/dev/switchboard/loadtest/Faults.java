package dev.switchboard.loadtest;

import dev.switchboard.loadtest.plan.DurationText;
import dev.switchboard.loadtest.plan.PlanException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads options and gathers what is wrong with them, so that a person gets all of it at once. */
final class Faults {

    private final List<String> found = new ArrayList<>();

    void add(String fault) {
        found.add(fault);
    }

    List<String> found() {
        return List.copyOf(found);
    }

    /** The parsed value, or the substitute when it is faulty: reading goes on to find the other faults. */
    <T> T read(String option, String text, Function<String, T> parser, T substitute) {
        try {
            return parser.apply(text);
        } catch (PlanException e) {
            found.add(option + ": " + e.getMessage());
            return substitute;
        }
    }

    Path path(String option, String text) {
        return read(
                option,
                text,
                value -> {
                    try {
                        return Path.of(value);
                    } catch (InvalidPathException e) {
                        throw new PlanException("'" + value + "' is not a file name");
                    }
                },
                Path.of(""));
    }

    int whole(String option, String text, int min, int max) {
        return (int) within(option, text, min, max, true);
    }

    double number(String option, String text, double min, double max) {
        return within(option, text, min, max, false);
    }

    Duration duration(String option, String text, Duration min, Duration max) {
        Duration duration = read(option, text, DurationText::parse, min);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            found.add(option + ": " + text + " is not between " + shown(min) + " and " + shown(max));
            return min;
        }
        return duration;
    }

    private double within(String option, String text, double min, double max, boolean whole) {
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max && (!whole || value == Math.rint(value))) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        found.add(option + ": '" + text + "' is not a " + (whole ? "whole " : "") + "number from " + plain(min) + " to "
                + plain(max));
        return min;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String shown(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}

package dev.switchboard.loadtest.simulate.scenario;

import dev.switchboard.loadtest.plan.DurationText;
import dev.switchboard.loadtest.plan.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value of the file. Every reading gives something; what is wrong goes to the faults, and then the substitute is worth nothing. */
record Value(Node node, String path, Faults faults) {
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*/\\s*(\\d+(?:\\.\\d+)?)?\\s*([a-z]+)");
    private static final Pattern LEVELS = Pattern.compile("(\\d+)(?:\\s*-\\s*(\\d+))?");
    static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    void fault(String what) {
        faults.add(node, path, what);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether it is a mapping with that key. */
    boolean has(String key) {
        return node instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(each -> each.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key));
    }

    Section section(String form) {
        return Section.of(node, path, faults, form);
    }

    /** The items of a list; one value alone is a list of one. */
    List<Value> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(item, path + "[" + items.size() + "]", faults));
        }
        return items;
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        fault("must be a single value");
        return "";
    }

    /** A name of small letters, digits and hyphens. */
    String name() {
        String text = text();
        if (!NAME.matcher(text).matches()) {
            fault("'" + text + "' is no name; use up to 40 small letters, digits and hyphens");
        }
        return text;
    }

    long whole(long min, long max) {
        String text = text().replace("_", "");
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        fault("'" + text + "' is not a whole number from " + min + " to " + max);
        return min;
    }

    /** A number above {@code above}, up to {@code max}; a percentage is a number too. */
    double number(double above, double max) {
        String text = text();
        boolean percent = text.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            value = percent ? value / 100 : value;
            if (value > above && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        fault("'" + text + "' is not a number above " + above + " and at most " + max);
        return max;
    }

    boolean truth() {
        String text = text().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            fault("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    /** A duration in ns, zero included. */
    long nanos() {
        return nanos(text());
    }

    /** A duration in ns above zero. */
    long positiveNanos() {
        return positiveNanos(text());
    }

    long positiveNanos(String text) {
        int before = faults.count();
        long nanos = nanos(text);
        if (nanos == 0 && faults.count() == before) {
            fault("'" + text + "' must be above zero");
        }
        return Math.max(1, nanos);
    }

    private long nanos(String text) {
        if (text.equals("0")) {
            return 0;
        }
        try {
            return DurationText.parse(text).toNanos();
        } catch (PlanException e) {
            fault(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** A duration of whole milliseconds, as routing counts them. */
    long millis(long maxMs) {
        long nanos = nanos();
        if (nanos % 1_000_000 != 0) {
            fault("routing counts in milliseconds; give whole ones");
        } else if (nanos / 1_000_000 > maxMs) {
            fault("is longer than " + maxMs / 1_000 + "s, which is as much as routing takes");
        }
        return Math.min(nanos / 1_000_000, maxMs);
    }

    /** A rate per ns, as {@code 12/min}. */
    double rate() {
        String text = text();
        if (text.equals("0")) {
            return 0;
        }
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            fault("'" + text + "' is not a rate; write it like 12/min, 0.5/s or 100/30m");
            return 1e-9;
        }
        String time = (matcher.group(2) == null ? "1" : matcher.group(2)) + matcher.group(3);
        return Double.parseDouble(matcher.group(1)) / positiveNanos(time);
    }

    /** A rate that is not zero. */
    double positiveRate() {
        double rate = rate();
        if (rate == 0) {
            fault("nobody would ever come; give a rate above zero");
            return 1e-9;
        }
        return rate;
    }

    /** A level, or a range of levels. */
    Need levels(int skill) {
        String text = text();
        Matcher matcher = LEVELS.matcher(text);
        if (matcher.matches() && text.length() <= 10) {
            int low = Integer.parseInt(matcher.group(1));
            int high = matcher.group(2) == null ? Need.LEVEL_MAX : Integer.parseInt(matcher.group(2));
            if (low >= 1 && low <= high && high <= Need.LEVEL_MAX) {
                return new Need(skill, low, high);
            }
        }
        fault("'" + text
                + "' is not a level; write the lowest that will do, like 3, or a range like 3-5, within 1 to 10");
        return new Need(skill, 1, Need.LEVEL_MAX);
    }
}

package dev.switchboard.loadtest.plan;

import java.util.regex.Pattern;

/** What the small syntaxes of queues and skills have in common. */
final class Names {

    /** Shorter than the server allows: the run's own prefix goes before it. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,23}");

    private Names() {}

    static String checked(String name, String what) {
        if (!NAME.matcher(name).matches()) {
            throw new PlanException("'" + name + "' is not a name of a " + what
                    + ": a small letter, then up to 23 small letters, digits or hyphens");
        }
        return name;
    }

    static double number(String whole, String text, double min, double max) {
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw new PlanException("'" + whole + "': '" + text + "' is not a number from " + min + " to " + max);
    }
}

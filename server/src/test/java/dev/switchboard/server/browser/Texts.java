package dev.switchboard.server.browser;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts as patterns. They are carried out by the browser, which does not know Java's way of quoting. The marks that keep a
 * name's direction of writing to itself may stand anywhere.
 */
final class Texts {
    private static final String SPECIAL = "\\^$.|?*+()[]{}/";
    /** Longer ones are no lines of the system. */
    private static final int LONG = 200;

    private static final String ISOLATES = "[\\u2066-\\u2069]*";

    private Texts() {}

    static Pattern exactly(String text) {
        return Pattern.compile("^" + escaped(text) + "$");
    }

    static Pattern beginning(String text) {
        return Pattern.compile("^" + escaped(text));
    }

    static Pattern containing(String text) {
        return Pattern.compile(escaped(text));
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(character -> SPECIAL.contains(character) ? "\\" + character : character)
                .collect(Collectors.joining(text.length() > LONG ? "" : ISOLATES, ISOLATES, ISOLATES));
    }
}

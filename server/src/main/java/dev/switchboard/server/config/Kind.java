package dev.switchboard.server.config;

import java.util.List;
import java.util.function.Function;

/**
 * How the text of a setting is read, printed and described.
 *
 * @param type for people: "whole number", "duration" …
 * @param bounds for people, empty when every value of the type will do
 * @param list whether the file may hold a sequence (in an environment variable: separated by commas)
 * @param secret whether it prints as stars
 */
record Kind<T>(
        String type, String bounds, boolean list, boolean secret, Parser<T> parser, Function<T, String> printer) {

    /** Reads the items of a list, or the one item of anything else. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(List<String> items) throws Malformed;
    }

    T parse(List<String> items) throws Malformed {
        return parser.parse(items);
    }

    String print(T value) {
        return secret ? Secret.STARS : printer.apply(value);
    }

    /** The text is not of this kind. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        Malformed(String what, String remedy) {
            super(what);
            this.remedy = remedy;
        }

        String what() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }
    }
}

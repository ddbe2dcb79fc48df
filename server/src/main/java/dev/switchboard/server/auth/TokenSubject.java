package dev.switchboard.server.auth;

import dev.switchboard.server.session.Identity;
import org.jspecify.annotations.Nullable;

/** Whom a token speaks for, as it stands in the token: {@code customer:<id>}, {@code agent:<id>} or {@code program:<key>}. */
public record TokenSubject(Kind kind, long id) {
    public enum Kind {
        CUSTOMER("customer:"),
        AGENT("agent:"),
        /** The id is that of the app key. */
        PROGRAM("program:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public static TokenSubject of(Identity identity) {
        if (identity instanceof Identity.Customer customer) {
            return new TokenSubject(Kind.CUSTOMER, customer.id().value());
        }
        if (identity instanceof Identity.Agent agent) {
            return new TokenSubject(Kind.AGENT, agent.id().value());
        }
        return new TokenSubject(Kind.PROGRAM, Long.parseLong(((Identity.Program) identity).appKey()));
    }

    /** {@return the subject, or null when the text is none} */
    public static @Nullable TokenSubject parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                Long id = number(text.substring(kind.prefix.length()));
                return id == null ? null : new TokenSubject(kind, id);
            }
        }
        return null;
    }

    /** A decimal number from 1 to 2^63−1, digits only, or null. */
    static @Nullable Long number(String digits) {
        if (digits.isEmpty() || digits.length() > 19 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        try {
            long number = Long.parseLong(digits);
            return number > 0 ? number : null;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    String text() {
        return kind.prefix + id;
    }

    @Override
    public String toString() {
        return text();
    }
}

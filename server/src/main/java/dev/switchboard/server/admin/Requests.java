package dev.switchboard.server.admin;

import dev.switchboard.server.api.Fields;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import org.jspecify.annotations.Nullable;

/** Fields that several requests have. */
final class Requests {
    private static final String GROUP = "r0-";
    private static final int DIGITS_MAX = 18;

    private Requests() {}

    /** An id on the wire; one that cannot exist is NOT_FOUND. */
    static long id(String text) {
        if (!isNumber(text)) {
            throw ObjectEditor.notFound();
        }
        return Long.parseLong(text);
    }

    /** The id of a queue or skill, which routing counts with less digits. */
    static long smallId(String text) {
        long id = id(text);
        if (id > Integer.MAX_VALUE) {
            throw ObjectEditor.notFound();
        }
        return id;
    }

    /** A chat's id, a position with its routing group ("r0-123"), or null when the text is none. */
    static @Nullable ChatId chat(String text) {
        String position = text.startsWith(GROUP) ? text.substring(GROUP.length()) : "";
        return isNumber(position) ? new ChatId(Long.parseLong(position)) : null;
    }

    /** An agent's id, or null when the text is none. */
    static @Nullable AgentId agent(String text) {
        return isNumber(text) ? new AgentId(Long.parseLong(text)) : null;
    }

    static String position(long position) {
        return GROUP + position;
    }

    static long cursor(String text) {
        return Fields.cursor(text, DIGITS_MAX);
    }

    private static boolean isNumber(String text) {
        return Fields.isNumber(text, DIGITS_MAX);
    }
}

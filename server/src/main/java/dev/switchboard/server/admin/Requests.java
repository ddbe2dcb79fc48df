package dev.switchboard.server.admin;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import java.util.LinkedHashMap;
import java.util.Map;
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
        if (text.isEmpty()) {
            return 0;
        }
        if (!isNumber(text)) {
            throw invalid("cursor", "not a cursor of this list");
        }
        return Long.parseLong(text);
    }

    static int limit(int given, int otherwise, int max) {
        if (given < 0 || given > max) {
            throw invalid("limit", "1–" + max);
        }
        return given == 0 ? otherwise : given;
    }

    static ApiException invalid(String field, String fault) {
        return refused(ErrorCode.INVALID_FIELD, Map.of(field, fault));
    }

    /** With all faults: details "field" lists the fields, and each field has its fault. */
    static ApiException refused(ErrorCode code, Map<String, String> faults) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", String.join(", ", faults.keySet()));
        details.putAll(faults);
        return new ApiException(code, code.text(), details);
    }

    /** Each number has one spelling, since texts of ids are compared: no zeros in front. */
    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= DIGITS_MAX
                && (text.length() == 1 || text.charAt(0) != '0')
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

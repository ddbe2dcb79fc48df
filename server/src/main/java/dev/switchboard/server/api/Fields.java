package dev.switchboard.server.api;

import dev.switchboard.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What requests of all services have in common: numbers and pages of lists, and how faults are told. */
public final class Fields {
    private Fields() {}

    /** Whether the text is a number of at most so many digits in its only spelling, since texts of ids are compared: no zeros in front. */
    public static boolean isNumber(String text, int digitsMax) {
        return !text.isEmpty()
                && text.length() <= digitsMax
                && (text.length() == 1 || text.charAt(0) != '0')
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Items of one page.
     *
     * @param given 0 for the usual number
     * @throws ApiException INVALID_FIELD
     */
    public static int limit(int given, int usual, int max) {
        if (given < 0 || given > max) {
            throw invalid("limit", "1–" + max);
        }
        return given == 0 ? usual : given;
    }

    /**
     * Where a page begins, as the page before told it.
     *
     * @param text empty for the first page, which begins at 0
     * @throws ApiException INVALID_FIELD
     */
    public static long cursor(String text, int digitsMax) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!isNumber(text, digitsMax)) {
            throw invalid("cursor", "not a cursor of this list");
        }
        return Long.parseLong(text);
    }

    /** INVALID_FIELD with one fault. */
    public static ApiException invalid(String field, String fault) {
        return refused(ErrorCode.INVALID_FIELD, Map.of(field, fault));
    }

    /** With all faults: details "field" lists the fields, and each field has its fault. */
    public static ApiException refused(ErrorCode code, Map<String, String> faults) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", String.join(", ", faults.keySet()));
        details.putAll(faults);
        return new ApiException(code, code.text(), details);
    }
}

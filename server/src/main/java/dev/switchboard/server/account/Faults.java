package dev.switchboard.server.account;

import dev.switchboard.protocol.ErrorCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with an object, field by field: collected so that all of it is told at once. At most 50. */
public final class Faults {
    static final int COUNT_MAX = 50;

    private final Map<String, String> byField = new LinkedHashMap<>();
    private ErrorCode code = ErrorCode.INVALID_FIELD;

    /** Notes a fault; the first of a field stays. */
    void add(String field, String fault) {
        if (byField.size() < COUNT_MAX) {
            byField.putIfAbsent(field, fault);
        }
    }

    /** Notes a fault that has a code of its own. */
    void add(ErrorCode ofFault, String field, String fault) {
        code = byField.isEmpty() ? ofFault : code;
        add(field, fault);
    }

    void check(boolean valid, String field, String fault) {
        if (!valid) {
            add(field, fault);
        }
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** What to refuse the object with: INVALID_FIELD, unless its only fault has a code of its own. */
    public ErrorCode code() {
        return byField.size() == 1 ? code : ErrorCode.INVALID_FIELD;
    }

    /** Fields as in the .proto file, e.g. {@code skills[2].level}, each with a sentence for people. */
    public Map<String, String> byField() {
        return Collections.unmodifiableMap(byField);
    }
}

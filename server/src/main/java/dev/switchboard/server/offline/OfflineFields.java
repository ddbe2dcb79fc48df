package dev.switchboard.server.offline;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of fields, as offline.proto states them. */
final class OfflineFields {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final int NAME_MAX = 64;
    private static final int CONTACT_MAX = 200;
    private static final int TEXT_MAX = 4_000;
    private static final int CHAT_MAX = 40;
    /** Few enough for the numbers of Redis' scripts to be exact. */
    private static final int DIGITS_MAX = 15;

    private OfflineFields() {}

    /** The request with spaces at the ends of its lines dropped. */
    static LeaveMessageRequest checked(LeaveMessageRequest given) {
        if (!KEY.matcher(given.getKey()).matches()) {
            throw Fields.invalid("key", "8–64 characters of A–Z, a–z, 0–9, _ and -");
        }
        if (given.getChat().length() > CHAT_MAX) {
            throw Fields.invalid("chat", "no id of a chat");
        }
        if (given.getText().length() > TEXT_MAX) {
            throw new ApiException(ErrorCode.TEXT_TOO_LONG, ErrorCode.TEXT_TOO_LONG.text());
        }
        if (given.getText().isBlank()) {
            throw new ApiException(ErrorCode.TEXT_EMPTY, ErrorCode.TEXT_EMPTY.text());
        }
        return given.toBuilder()
                .setName(line("name", given.getName(), NAME_MAX))
                .setContact(line("contact", given.getContact(), CONTACT_MAX))
                .build();
    }

    private static String line(String field, String given, int max) {
        String text = given.strip();
        if (text.isEmpty() || text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
            throw Fields.invalid(field, "1–" + max + " characters, none of them a control character");
        }
        return text;
    }

    static long cursor(String text) {
        return Fields.cursor(text, DIGITS_MAX);
    }

    /** Null for a text that is no id. */
    static @Nullable Long number(String text) {
        return Fields.isNumber(text, DIGITS_MAX) ? Long.valueOf(text) : null;
    }
}

package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.CloseCode;

/** Why a connection changed its phase. The public enum {@code StateReason} has the same names and explains them. */
public enum Reason {
    REQUESTED,
    WELCOMED,
    CONNECT_TIMED_OUT,
    CONNECTION_LOST,
    HEARTBEAT_MISSED,
    SERVER_WENT_AWAY,
    TOKEN_REFUSED,
    SIGN_IN_FAILED,
    REPLACED,
    REVOKED,
    ORIGIN_NOT_ALLOWED,
    TOO_MANY_SESSIONS,
    PROTOCOL_VIOLATION,
    REFUSED;

    /** What a close number says; an unknown one is judged by its range. */
    static Reason of(int closeNumber) {
        if (closeNumber == 1002 || closeNumber == 1009) {
            return PROTOCOL_VIOLATION;
        }
        return CloseCode.of(closeNumber).map(Reason::of).orElseGet(() -> switch (CloseCode.actionOf(closeNumber)) {
            case COME_BACK -> CONNECTION_LOST;
            case NEW_TOKEN -> TOKEN_REFUSED;
            case STAY_AWAY -> REFUSED;
        });
    }

    private static Reason of(CloseCode code) {
        return switch (code) {
            case DRAIN, OVERLOADED -> SERVER_WENT_AWAY;
            case HEARTBEAT_MISSED -> HEARTBEAT_MISSED;
            case SLOW_READER, INTERNAL, RATE_LIMITED -> CONNECTION_LOST;
            case TOKEN_EXPIRED, TOKEN_INVALID -> TOKEN_REFUSED;
            case REPLACED -> REPLACED;
            case REVOKED -> REVOKED;
            case PROTOCOL_VIOLATION, HELLO_TIMEOUT -> PROTOCOL_VIOLATION;
            case ORIGIN_NOT_ALLOWED -> ORIGIN_NOT_ALLOWED;
            case TOO_MANY_SESSIONS -> TOO_MANY_SESSIONS;
            case NORMAL -> REFUSED;
        };
    }
}

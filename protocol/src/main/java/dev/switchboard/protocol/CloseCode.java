package dev.switchboard.protocol;

import java.util.Optional;

/**
 * Why the server closes a WebSocket. Ranges tell a client that does not know a code what to do: 1000–1015 are those of
 * RFC 6455, 4000–4099 "come back", 4100–4199 "come back with a new token", 4200–4299 "stay away".
 */
public enum CloseCode {
    /** The client or the server ended normally. */
    NORMAL(1000, Action.STAY_AWAY, "bye"),
    /** The server is draining; a GoAway frame went ahead. */
    DRAIN(4000, Action.COME_BACK, "draining"),
    /** The client did not read fast enough. */
    SLOW_READER(4001, Action.COME_BACK, "reading too slowly"),
    /** No heartbeat arrived. */
    HEARTBEAT_MISSED(4002, Action.COME_BACK, "no heartbeat"),
    /** The server cannot take more at the moment. */
    OVERLOADED(4003, Action.COME_BACK, "overloaded"),
    /** A fault of the server. */
    INTERNAL(4004, Action.COME_BACK, "internal error"),
    /** More frames than allowed. */
    RATE_LIMITED(4005, Action.COME_BACK, "too many frames"),
    /** The same session was taken over by a newer connection. */
    REPLACED(4200, Action.STAY_AWAY, "taken over by a newer connection"),
    /** The token's time is over. */
    TOKEN_EXPIRED(4100, Action.NEW_TOKEN, "token expired"),
    /** The token is malformed, forged or foreign. */
    TOKEN_INVALID(4101, Action.NEW_TOKEN, "token not valid"),
    /** The identity was revoked. */
    REVOKED(4201, Action.STAY_AWAY, "revoked"),
    /** A frame could not be understood, was too large, or came out of order. */
    PROTOCOL_VIOLATION(4202, Action.STAY_AWAY, "protocol violation"),
    /** The page's origin is not allowed. */
    ORIGIN_NOT_ALLOWED(4203, Action.STAY_AWAY, "origin not allowed"),
    /** No hello within 10 s. */
    HELLO_TIMEOUT(4204, Action.STAY_AWAY, "no hello"),
    /** The identity has more sessions than allowed. */
    TOO_MANY_SESSIONS(4205, Action.STAY_AWAY, "too many sessions");

    /** What a client should do next. */
    public enum Action {
        /** Reconnect with backoff. */
        COME_BACK,
        /** Get a new token, then reconnect. */
        NEW_TOKEN,
        /** Do not reconnect. */
        STAY_AWAY
    }

    private final int number;
    private final Action action;
    private final String reason;

    CloseCode(int number, Action action, String reason) {
        this.number = number;
        this.action = action;
        this.reason = reason;
    }

    /** {@return number on the wire} */
    public int number() {
        return number;
    }

    /** {@return what a client should do next} */
    public Action action() {
        return action;
    }

    /** {@return reason phrase on the wire} */
    public String reason() {
        return reason;
    }

    /**
     * Finds a code by its number.
     *
     * @param number as received
     * @return the code, empty for one that this version does not know
     */
    public static Optional<CloseCode> of(int number) {
        for (CloseCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /**
     * What to do after any close number, known or not.
     *
     * @param number as received; 1005 and 1006 stand for a connection that broke
     * @return the action of the number's range
     */
    public static Action actionOf(int number) {
        if ((number >= 4200 && number <= 4299) || number == 1000 || number == 1002 || number == 1009) {
            return Action.STAY_AWAY;
        }
        if (number >= 4100 && number <= 4199) {
            return Action.NEW_TOKEN;
        }
        return Action.COME_BACK;
    }
}

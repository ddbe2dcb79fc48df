package dev.switchboard.protocol;

import java.util.Optional;

/**
 * Everything a request can be answered with instead of its reply. Numbers never change their meaning; 1xx are faults of
 * the frame or the session, 2xx of the request, 3xx of the moment (repeat later), 5xx of the server.
 */
public enum ErrorCode {
    /** The frame has no body, an unknown body, or a field that cannot be read. */
    BAD_FRAME(100, false, 400, "The frame could not be understood."),
    /** The first frame was not a hello. */
    HELLO_EXPECTED(101, false, 400, "The first frame must be a hello."),
    /** A second hello on the same connection. */
    ALREADY_GREETED(102, false, 400, "This connection has said hello already."),
    /** No access or renewal token, or one that is malformed, forged, used up or for another service. */
    TOKEN_INVALID(103, false, 401, "The token is not valid."),
    /** The token's time is over; get a new one and come back. */
    TOKEN_EXPIRED(104, true, 401, "The token has expired."),
    /** The token was revoked. */
    TOKEN_REVOKED(105, false, 401, "The token has been revoked."),
    /** The page's origin is not one the site allows. */
    ORIGIN_NOT_ALLOWED(106, false, 403, "This origin is not allowed."),
    /** The identity may not do this. */
    FORBIDDEN(107, false, 403, "Not allowed."),
    /** Name or password is wrong, the one-time link was used or is over, or the assertion is not good. */
    SIGN_IN_FAILED(108, false, 401, "The credentials are not valid."),

    /** A field is missing, too long, or out of its range; details "field". */
    INVALID_FIELD(200, false, 400, "A field is not valid."),
    /** No queue of that name, or not for this site. */
    UNKNOWN_QUEUE(201, false, 404, "There is no such queue."),
    /** No skill of that name. */
    UNKNOWN_SKILL(202, false, 404, "There is no such skill."),
    /** No such agent. */
    UNKNOWN_AGENT(203, false, 404, "There is no such agent."),
    /** No such chat, or not one the caller may know of. */
    UNKNOWN_CHAT(204, false, 404, "There is no such chat."),
    /** A level must be 1–10. */
    LEVEL_OUT_OF_RANGE(205, false, 400, "A level must be between 1 and 10."),
    /** The customer has an open chat in this queue; details "chat". */
    CHAT_ALREADY_OPEN(206, false, 409, "There is an open chat in this queue already."),
    /** The offer ran out, was withdrawn, or is somebody else's. */
    OFFER_GONE(207, false, 409, "The offer is no longer open."),
    /** The caller does not take part in the chat (any more). */
    NOT_A_MEMBER(208, false, 403, "You do not take part in this chat."),
    /** The chat has ended. */
    CHAT_CLOSED(209, false, 409, "The chat has ended."),
    /** The chat has its limit of entries. */
    CHAT_FULL(210, false, 409, "The chat has reached its limit of messages."),
    /** A text must not be blank. */
    TEXT_EMPTY(211, false, 400, "The text is empty."),
    /** A text is longer than the limit. */
    TEXT_TOO_LONG(212, false, 400, "The text is too long."),
    /** The chat is with this agent already. */
    TRANSFER_TO_SELF(213, false, 409, "The chat is with this agent already."),
    /** The agent lacks a required skill, does not serve the queue, or is not there for another chat. */
    AGENT_NOT_ELIGIBLE(214, false, 409, "The agent cannot take this chat."),
    /** Another change came first; read again and repeat. */
    CONFLICT(215, false, 409, "The object has been changed meanwhile."),
    /** The name is in use. */
    NAME_TAKEN(216, false, 409, "The name is in use."),
    /** No such method, object or page. */
    NOT_FOUND(217, false, 404, "Not found."),
    /** The body is larger than the limit. */
    TOO_LARGE(218, false, 413, "The request is too large."),
    /** Others still use the object; details name them by kind ("queues", "agents", "app_keys"). */
    IN_USE(219, false, 409, "The object is still in use."),
    /** Queue and chat together ask for what nobody can have. */
    CONTRADICTORY_REQUIREMENTS(220, false, 409, "The requirements contradict each other."),
    /** The overflow queues lead back to the queue. */
    CYCLIC_OVERFLOW(221, false, 409, "The overflow queues lead back to the queue."),
    /** The chat is with an agent, or on offer to another. */
    NOT_WAITING(222, false, 409, "The chat is not waiting any more."),
    /** The agent has no room for the chat; there is when another of his chats ends. */
    AGENT_FULL(223, false, 409, "The agent has no room for this chat."),
    /** As many chats of the queue are with agents or on offer as may be; another can be taken when one of them ends. */
    ACTIVE_LIMIT(224, false, 409, "The queue has as many active chats as it may."),

    /** The queue has its limit of waiting chats. */
    QUEUE_FULL(300, true, 503, "The queue is full."),
    /** The queue is outside of its opening hours. */
    QUEUE_CLOSED(307, true, 503, "The queue is closed."),
    /** More than the caller may send in this time. */
    RATE_LIMITED(301, true, 429, "Too many requests."),
    /** A bounded buffer of the server is full. */
    OVERLOADED(302, true, 503, "The server is busy."),
    /** Redis cannot be reached; nothing was stored. */
    STORAGE_UNAVAILABLE(303, true, 503, "The storage is not available."),
    /** It is not known whether it was done; repeat with the same key. */
    OUTCOME_UNKNOWN(304, true, 503, "The outcome is not known; repeat the request."),
    /** The server is starting or draining. */
    NOT_READY(305, true, 503, "The server is not ready."),
    /** The identity has its limit of sessions or chats. */
    LIMIT_REACHED(306, false, 409, "A limit has been reached."),

    /** A fault of the server. */
    INTERNAL(500, false, 500, "Something went wrong on the server.");

    private final int number;
    private final boolean retryable;
    private final int httpStatus;
    private final String text;

    ErrorCode(int number, boolean retryable, int httpStatus, String text) {
        this.number = number;
        this.retryable = retryable;
        this.httpStatus = httpStatus;
        this.text = text;
    }

    /** {@return number on the wire} */
    public int number() {
        return number;
    }

    /** {@return whether the same request may succeed later} */
    public boolean retryable() {
        return retryable;
    }

    /** {@return status of an HTTP answer that carries this error} */
    public int httpStatus() {
        return httpStatus;
    }

    /** {@return text for people, in English} */
    public String text() {
        return text;
    }

    /**
     * Finds a code by its number.
     *
     * @param number as received
     * @return the code, empty for one that this version does not know
     */
    public static Optional<ErrorCode> of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}

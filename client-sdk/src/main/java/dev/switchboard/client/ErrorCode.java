package dev.switchboard.client;

/**
 * What can go wrong. The first group is found by the client itself, the others are the server's answers.
 *
 * <p>Whether repeating may help is told by {@link ChatException#retryable()}. {@link #STORAGE_UNAVAILABLE}, {@link
 * #OVERLOADED}, {@link #NOT_READY}, {@link #RATE_LIMITED} and {@link #OUTCOME_UNKNOWN} are repeated inside, and seen only
 * when the request's deadline has passed.
 */
public enum ErrorCode {
    /** The client is closed. */
    CLIENT_CLOSED,
    /** {@code connect()} was not called, or did not succeed. */
    NOT_CONNECTED,
    /** No connection within the request deadline. */
    CONNECT_TIMED_OUT,
    /** The request could not be handed to the server before its deadline; it was not done. */
    TIMED_OUT,
    /** More requests are outstanding than the client's bound allows; this one was not sent. */
    TOO_MANY_REQUESTS,
    /** An error of the server that this version does not know. */
    UNKNOWN,

    /** The server could not understand a frame. */
    BAD_FRAME,
    /** The first frame was not a hello. */
    HELLO_EXPECTED,
    /** A second hello on the same connection. */
    ALREADY_GREETED,
    /** The token is malformed, forged or for another service. */
    TOKEN_INVALID,
    /** The token's time is over. */
    TOKEN_EXPIRED,
    /** The token was revoked. */
    TOKEN_REVOKED,
    /** The site does not allow the origin. */
    ORIGIN_NOT_ALLOWED,
    /** The identity may not do this. */
    FORBIDDEN,
    /** The credentials are refused: name or password is wrong, the one-time link was used or is over, the app key is not good. */
    SIGN_IN_FAILED,

    /** A field is missing, too long, or out of its range; details "field". */
    INVALID_FIELD,
    /** No queue of that name, or not for this site. */
    UNKNOWN_QUEUE,
    /** No skill of that name. */
    UNKNOWN_SKILL,
    /** No such agent. */
    UNKNOWN_AGENT,
    /** No such chat, or not one the caller may know of. */
    UNKNOWN_CHAT,
    /** A level must be 1–10. */
    LEVEL_OUT_OF_RANGE,
    /** The customer has an open chat in this queue; details "chat". */
    CHAT_ALREADY_OPEN,
    /** The offer ran out, was withdrawn, or is somebody else's. */
    OFFER_GONE,
    /** The caller does not take part in the chat (any more). */
    NOT_A_MEMBER,
    /** The chat has ended. */
    CHAT_CLOSED,
    /** The chat has its limit of entries. */
    CHAT_FULL,
    /** A text must not be blank. */
    TEXT_EMPTY,
    /** The text is longer than the limit. */
    TEXT_TOO_LONG,
    /** The chat is with this agent already. */
    TRANSFER_TO_SELF,
    /** The agent lacks a required skill, does not serve the queue, or is not there for another chat. */
    AGENT_NOT_ELIGIBLE,
    /** Another change came first. */
    CONFLICT,
    /** The name is in use. */
    NAME_TAKEN,
    /** No such method or object. */
    NOT_FOUND,
    /** The request is larger than the limit. */
    TOO_LARGE,
    /** Others still use the object; details name them. */
    IN_USE,
    /** Queue and chat together ask for what nobody can have. */
    CONTRADICTORY_REQUIREMENTS,
    /** The overflow queues lead back to the queue. */
    CYCLIC_OVERFLOW,
    /** The chat is with an agent, or on offer to another. */
    NOT_WAITING,
    /** The agent has no room for the chat; there is when another of his chats ends. */
    AGENT_FULL,
    /** As many chats of the queue are with agents or on offer as may be; another can be taken when one of them ends. */
    ACTIVE_LIMIT,

    /** The queue has its limit of waiting chats. */
    QUEUE_FULL,
    /** The queue is outside of its opening hours. */
    QUEUE_CLOSED,
    /** More than the caller may send in this time. */
    RATE_LIMITED,
    /** The server is busy. */
    OVERLOADED,
    /** The server's storage is not available; nothing was stored. */
    STORAGE_UNAVAILABLE,
    /** It is not known whether the request was done. */
    OUTCOME_UNKNOWN,
    /** The server is starting or draining. */
    NOT_READY,
    /** The identity has its limit of sessions or chats. */
    LIMIT_REACHED,

    /** A fault of the server. */
    INTERNAL
}

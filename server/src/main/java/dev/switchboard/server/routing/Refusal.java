package dev.switchboard.server.routing;

/** Why the core did not honour a command. */
public enum Refusal {
    UNKNOWN_QUEUE,
    UNKNOWN_SKILL,
    UNKNOWN_AGENT,
    UNKNOWN_CHAT,
    LEVEL_OUT_OF_RANGE,
    CHAT_ALREADY_OPEN,
    QUEUE_FULL,
    /** As many of its chats are with agents or on offer as may be. */
    ACTIVE_LIMIT,
    /** Outside of its opening hours. */
    QUEUE_CLOSED,
    /** Of what queue and chat ask together, nobody could have one skill. */
    CONTRADICTORY_REQUIREMENTS,
    /** The overflow queues lead back to the queue. */
    CYCLIC_OVERFLOW,
    /** Too late, withdrawn, or somebody else's. */
    OFFER_GONE,
    NOT_OWNER,
    /** The chat is with an agent, on offer to another, or closed. */
    NOT_WAITING,
    /** The chat changed since the supervisor saw it. */
    CONFLICT,
    /** The agent has no room. */
    AGENT_FULL,
    CHAT_CLOSED,
    TRANSFER_TO_SELF,
    /** The named agent lacks a required skill or does not serve the chat's queue. */
    AGENT_NOT_ELIGIBLE,
    /** The agent has no connection. */
    NOT_CONNECTED,
    TOO_MANY_SESSIONS,
    /** Of this customer's. */
    TOO_MANY_CHATS,
    /** Nodes, skills, queues or agents. */
    TOO_MANY,
    /** The core holds as many open chats as it can; there is room again when one ends. */
    OVERLOADED,
    UNSUPPORTED_VERSION,
    /** A field out of its range, which the gateway should have refused. */
    INVALID
}

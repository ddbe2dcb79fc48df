package dev.switchboard.server.routing.model;

/** What an agent says, or the core found, about his readiness. It belongs to the agent, not to a device. */
public enum Presence {
    AVAILABLE,
    BUSY,
    AWAY,
    /** Set by the core after too many missed offers in a row; the agent leaves it by choosing another. */
    NOT_RESPONDING,
    OFFLINE
}

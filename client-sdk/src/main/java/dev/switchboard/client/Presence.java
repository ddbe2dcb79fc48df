package dev.switchboard.client;

/** An agent's readiness. It belongs to the agent, not to a device. */
public enum Presence {
    /** Gets offers. */
    AVAILABLE,
    /** Chosen by the agent: no new offers. */
    BUSY,
    /** Not at the desk: no new offers. */
    AWAY,
    /** Set by the server after too many missed offers in a row; the agent leaves it by choosing another. */
    NOT_RESPONDING,
    /** Not signed in anywhere. */
    OFFLINE
}

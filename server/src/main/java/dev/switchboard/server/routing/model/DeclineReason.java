package dev.switchboard.server.routing.model;

/** Why an agent declined an offer. */
public enum DeclineReason {
    BUSY,
    WRONG_SKILL,
    LEAVING,
    OTHER
}

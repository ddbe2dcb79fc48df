package dev.switchboard.client;

/** Why an agent declines an offer. */
public enum DeclineReason {
    /** No hand free. */
    BUSY,
    /** Somebody else knows better. */
    WRONG_SKILL,
    /** The agent is about to leave. */
    LEAVING,
    /** Any other reason. */
    OTHER
}

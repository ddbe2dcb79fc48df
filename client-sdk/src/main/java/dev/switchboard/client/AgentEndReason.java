package dev.switchboard.client;

/** Why an agent closes a chat. */
public enum AgentEndReason {
    /** The question was answered. */
    SOLVED,
    /** Any other reason. */
    CLOSED,
    /** The chat was spam. */
    SPAM
}

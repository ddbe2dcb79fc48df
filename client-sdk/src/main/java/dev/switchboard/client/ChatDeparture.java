package dev.switchboard.client;

/** How a chat ended for an agent. */
public enum ChatDeparture {
    /** The chat is closed; {@link AgentChat#closeReason()} says why. */
    CLOSED,
    /** The chat goes on without this agent: transferred, taken over, or back in its queue. */
    MOVED
}

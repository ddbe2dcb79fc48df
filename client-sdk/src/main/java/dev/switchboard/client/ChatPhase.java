package dev.switchboard.client;

/** How far a chat has come. */
public enum ChatPhase {
    /** In a queue; to the customer also while it is offered to an agent. */
    WAITING,
    /** An agent has it. */
    ACTIVE,
    /** Over. */
    CLOSED
}

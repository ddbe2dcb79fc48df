package dev.switchboard.client;

/** Where a chat is that its agent transferred. */
public enum TransferState {
    /** It waits in a queue; after {@link #OFFERED} that agent has not taken it. */
    WAITING,
    /** It is on offer to one agent. */
    OFFERED,
    /** An agent has it; nothing more is told. */
    TAKEN,
    /** It ended before anybody had taken it; nothing more is told. */
    CLOSED
}

package dev.switchboard.client;

/** Why a customer ends a chat. */
public enum EndReason {
    /** The question was answered. */
    SOLVED,
    /** The customer leaves; while the chat is still waiting it counts as abandoned. */
    LEFT
}

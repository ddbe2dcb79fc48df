package dev.switchboard.client;

/** Why a chat ended. */
public enum CloseReason {
    /** The question was answered. */
    SOLVED,
    /** The customer left the conversation. */
    CUSTOMER_LEFT,
    /** The customer ended the chat while it was still waiting. */
    ABANDONED,
    /** The customer's connection stayed away longer than the grace period. */
    CUSTOMER_LOST,
    /** The agent closed it. */
    AGENT_CLOSED,
    /** The agent closed it as spam. */
    SPAM,
    /** A supervisor or administrator closed it, or its queue was removed. */
    ADMINISTRATIVE,
    /** Nobody accepted it within the queue's maximum wait. */
    WAITED_TOO_LONG,
    /** The server did not tell, for instance because the chat ended and was forgotten while this client was away. */
    UNKNOWN
}

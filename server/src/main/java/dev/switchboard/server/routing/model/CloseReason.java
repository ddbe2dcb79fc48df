package dev.switchboard.server.routing.model;

/** Why a chat ended. */
public enum CloseReason {
    SOLVED,
    CUSTOMER_LEFT,
    /** The customer closed it, or stayed away beyond the grace, before anybody had accepted. */
    ABANDONED,
    /** The customer stayed away beyond the grace during the conversation. */
    CUSTOMER_LOST,
    AGENT_CLOSED,
    SPAM,
    ADMINISTRATIVE,
    /** Nobody accepted it within the queue's maximum wait. */
    WAITED_TOO_LONG
}

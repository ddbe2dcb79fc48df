package dev.switchboard.client;

/** How an offer ended without being accepted through this client. */
public enum OfferEnd {
    /** The agent accepted it on another device. */
    ACCEPTED,
    /** The agent declined it. */
    DECLINED,
    /** Nobody answered in time. */
    TIMED_OUT,
    /** The customer left, the chat went elsewhere, or the agent's connection was lost. */
    WITHDRAWN,
    /** Another agent who was asked at the same time accepted. */
    TAKEN
}

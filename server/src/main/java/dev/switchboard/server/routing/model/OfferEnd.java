package dev.switchboard.server.routing.model;

/** How an offer ended. */
public enum OfferEnd {
    ACCEPTED,
    DECLINED,
    TIMED_OUT,
    /** The chat was closed or moved, or the agent's last connection was lost. */
    WITHDRAWN,
    /** Another agent who was asked at the same time accepted. */
    TAKEN
}

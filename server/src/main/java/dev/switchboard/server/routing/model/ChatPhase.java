package dev.switchboard.server.routing.model;

/** Where a chat stands. */
public enum ChatPhase {
    WAITING,
    OFFERED,
    ACTIVE,
    CLOSED
}

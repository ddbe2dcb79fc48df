package dev.switchboard.server.routing.model;

/** What made an agent the one who gets a chat. The numbers stand in snapshots, in the log and in records. */
public enum ChosenBy {
    LEAST_LOADED,
    /** A colleague transferred the chat to this very agent. */
    TRANSFERRED,
    LONGEST_IDLE,
    MOST_CAPABLE,
    ROUND_ROBIN,
    FILL_FIRST,
    /** He is one of the chat's preferred agents. */
    PREFERRED,
    /** He took it from the queue. */
    TAKEN,
    /** He took it from its owner. */
    TAKEN_OVER,
    /** A supervisor gave it to him. */
    ASSIGNED
}

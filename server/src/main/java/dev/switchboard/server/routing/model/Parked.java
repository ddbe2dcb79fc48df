package dev.switchboard.server.routing.model;

/** Why an active chat takes no units of its agent, or fewer. The numbers stand in snapshots. */
public enum Parked {
    NOT,
    /** Put on hold by its agent. */
    ON_HOLD,
    /** Nobody wrote for the queue's time. */
    IDLE,
    /** Was idle; the customer wrote, and it takes the first units that its agent has free. */
    WANTED
}

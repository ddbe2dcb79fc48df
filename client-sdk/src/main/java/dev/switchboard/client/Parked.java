package dev.switchboard.client;

/** Why a chat that an agent has takes none of his units, or fewer. */
public enum Parked {
    /** It is not parked. */
    NOT,
    /** Put on hold by its agent. */
    ON_HOLD,
    /** Nobody wrote for the time that its queue sets, so its units are free until the customer writes again. */
    IDLE,
    /** Was idle; the customer wrote, and it takes the first units that its agent has free. */
    WANTED
}

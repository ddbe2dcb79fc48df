package dev.switchboard.server.delivery;

/** What is measured of delivery. Called on the loop; must be quick. */
public interface DeliveryRecorder {
    /** For tests and tools that measure nothing. */
    DeliveryRecorder NONE = new DeliveryRecorder() {};

    /** @param nanos from the request to the acknowledgement: stored, and handed to the inboxes */
    default void stored(long nanos) {}

    /** Entries handed to sockets of this node. */
    default void pushed(int count) {}

    /** Entries handed to other nodes. */
    default void forwarded(int nodes) {}

    /** Missing entries are read again. */
    default void repaired(int count) {}

    /** Something was dropped at a bound. */
    default void dropped(Dropped what) {}

    /** What a bound may drop; clients or repairs make up for it. */
    enum Dropped {
        EARLY_ENTRY,
        TYPING,
        LINES,
        INBOX_MESSAGE
    }
}

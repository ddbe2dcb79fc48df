package dev.switchboard.server.routing;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to happen at a core time. Timers fire in the order (due, id); ids are given when a timer is set, so
 * two that are due together fire in the order in which they were set.
 *
 * @see Timers
 */
final class Timer {
    static final Comparator<Timer> ORDER =
            (a, b) -> a.dueMs != b.dueMs ? Long.compare(a.dueMs, b.dueMs) : Long.compare(a.id, b.id);

    /** What fires. The numbers stand in snapshots. */
    enum Kind {
        /** {@code target} is the {@link Offer}. */
        OFFER,
        /** {@code target} is the agent. */
        AGENT_GRACE,
        /** {@code target} is the customer. */
        CUSTOMER_GRACE,
        /** {@code target} is the node. */
        NODE_LOST,
        /** {@code target} is the {@link Asked} whose pause ends. */
        REOFFER,
        /** {@code target} is the chat whose next step falls due. */
        STEP,
        /** {@code target} is the chat that is not kept for its preferred agents any longer. */
        KEPT,
        /** {@code target} is the chat that has waited too long. */
        MAX_WAIT,
        /** {@code target} is the chat in which nobody may have written for too long. */
        IDLE,
        /** {@code target} is the {@link WrapUp}. */
        WRAP_UP
    }

    final Kind kind;
    final Object target;
    long dueMs;
    long id;

    /** Where it stands while it is set, and its neighbours there. */
    Timers.@Nullable Lane lane;

    @Nullable
    Timer previous;

    @Nullable
    Timer next;

    Timer(Kind kind, Object target) {
        this.kind = kind;
        this.target = target;
    }

    /** Whether it is set and has not fired. */
    boolean running() {
        return lane != null;
    }
}

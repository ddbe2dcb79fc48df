package dev.switchboard.server.replica;

import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.RoutingView;
import org.jspecify.annotations.Nullable;

/**
 * State beside the core's that is a function of the log too, and is saved with it. Unlike a
 * {@link ControlPath.Listener} it is told of every entry, also while a node that starts or recovers catches up.
 */
public interface DerivedState {
    DerivedState NONE = new DerivedState() {};

    /** An entry was applied; {@code view} shows the state after it. */
    default void applied(long position, long t, Applied applied, RoutingView view) {}

    /** What {@link #restore} reads. */
    default byte[] save() {
        return new byte[0];
    }

    /**
     * The state is discarded and goes on from a snapshot, or from nothing.
     *
     * @param position of the snapshot, 0 for nothing
     * @throws RuntimeException if these bytes are not what {@link #save} wrote
     */
    default void restore(long position, byte @Nullable [] saved) {}
}

package dev.switchboard.server.replica;

import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import java.util.concurrent.CompletionStage;

/** What the rest of the node sees of log and core. On the loop only. */
public interface ControlPath {
    RoutingView view();

    /**
     * Appends the command and completes, on the loop, after this node's own replica has applied it (so the view shows its
     * effect). Fails with {@link dev.switchboard.server.storage.StorageException}: UNAVAILABLE when it was not appended
     * (not ready, buffer full, Redis away), LOG_FULL, OUTCOME_UNKNOWN when it may have been.
     */
    CompletionStage<Outcome> submit(Command command);

    /** This node's present incarnation; a node that was declared lost rejoins with a new one. */
    NodeId node();

    /** Caught up with the log, joined, and the own heartbeat comes back. */
    boolean ready();

    void addListener(Listener listener);

    /** Told on the loop, in log order; listeners in the order in which they were added. */
    interface Listener {
        /** An entry was applied: {@code t} is its UTC time stamp. */
        void applied(long position, long t, NodeId sender, Applied applied);

        /** The state was replaced as a whole (start, rollback, trimmed past): forget what was derived from it. */
        void replaced();

        /** This node joined as a new incarnation: announce all sessions anew. */
        void joined(NodeId node);

        void readinessChanged(boolean ready);
    }
}

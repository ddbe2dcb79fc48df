package dev.switchboard.server.inbox;

import dev.switchboard.server.routing.model.NodeId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Port: each node's inbox stream, bounded (oldest dropped: the reader sees the gap in the count and repairs from the
 * transcripts). Called on the loop; stages complete on the loop.
 */
public interface Inbox {
    /** Appends the payload to each node's inbox; done when all are written. */
    CompletionStage<Void> push(List<NodeId> nodes, byte[] payload);

    /** Begins reading the node's own inbox from its start. */
    void open(NodeId own, Listener listener);

    /** Stops reading and deletes the inbox. */
    void close();

    /** Runs on the loop. */
    interface Listener {
        void onMessage(byte[] payload);

        /** Messages may have been missed: a gap in the count, or reading had failed for a while. */
        void onGap();
    }
}

package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.QueueId;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port of {@code account} towards sessions: what people see of a queue. Routing knows queues by name only, so nothing tells
 * a node of a new title; it is at most 5 s behind. On the loop; stages complete on the loop.
 */
public interface QueueDirectory {
    /** The display name if this node holds it, else null. */
    @Nullable
    String title(QueueId queue);

    /** Completes when the titles are as fresh as promised, or cannot be read for now; never fails. */
    CompletionStage<Void> prepare(Collection<QueueId> queues);
}

package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.QueueId;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port of {@code account} towards sessions: what people see of a queue. Routing knows queues by name only. What is read stays
 * good for 5 s, or until a queue is said to have changed. On the loop; stages complete on the loop.
 */
public interface QueueDirectory {
    /** The display name if this node holds it, else null. */
    @Nullable
    String title(QueueId queue);

    /** Whether its chats start with the agent whom their customer talked to last; false while this node does not hold it. */
    boolean prefersLastAgent(QueueId queue);

    /** A queue was configured anew: what is prepared from now on is read from now on. */
    void changed();

    /** Completes when all of this is as fresh as promised, or cannot be read for now; never fails. */
    CompletionStage<Void> prepare(Collection<QueueId> queues);
}

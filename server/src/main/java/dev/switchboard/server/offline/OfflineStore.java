package dev.switchboard.server.offline;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port: messages that wait for somebody's answer, bounded by {@link OfflineLimits}. Called on the loop; stages complete on the
 * loop and fail with {@link dev.switchboard.server.storage.StorageException}.
 */
public interface OfflineStore {
    /** Keeps a message, with the store's time, unless one with the same customer and key was kept. */
    CompletionStage<Kept> keep(Draft draft);

    /** One more than the page has room for tells that more follow. */
    CompletionStage<Page> list(Query query);

    /** Marks the message as answered by the agent unless it was before; null when there is none within the scope. */
    CompletionStage<@Nullable Message> answer(long id, Scope scope, AgentId agent);

    /**
     * @param address whom the limit per address counts for
     * @param key made by the customer's client
     * @param body opaque here
     */
    record Draft(CustomerId customer, String address, String key, QueueId queue, byte[] body) {}

    enum Kept {
        /** Now or by an earlier call. */
        STORED,
        /** The customer or the address has left too many. */
        TOO_MANY,
        /** As many are kept as may be, and none of them is answered. */
        FULL
    }

    /** The queues whose messages are meant. */
    record Scope(boolean all, Set<QueueId> queues) {
        public static final Scope ALL = new Scope(true, Set.of());

        public Scope {
            queues = Set.copyOf(queues);
        }

        public boolean holds(QueueId queue) {
            return all || queues.contains(queue);
        }
    }

    /**
     * @param answered the answered messages, newest first; otherwise the open ones, oldest first
     * @param after id of the message before the first; 0 for the start
     * @param limit at most so many
     */
    record Query(Scope scope, boolean answered, long after, int limit) {}

    /** @param open how many open messages there are within the scope, whatever was asked for */
    record Page(List<Message> messages, int open) {
        public Page {
            messages = List.copyOf(messages);
        }
    }

    /**
     * @param id rises with time
     * @param answer null while it is open
     */
    record Message(
            long id,
            QueueId queue,
            long timeMs,
            byte[] body,
            @Nullable Answer answer) {}

    record Answer(AgentId agent, long timeMs) {}
}

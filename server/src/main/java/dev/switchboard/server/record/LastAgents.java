package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port: whom customers talked to last, for queues whose chats go back there. Kept for as long as records are. Called on the
 * loop, stages complete on the loop.
 */
public interface LastAgents {
    /** The last call about a customer counts. */
    CompletionStage<Void> put(CustomerId customer, AgentId agent);

    /** Completes with null when nobody is known. */
    CompletionStage<@Nullable AgentId> of(CustomerId customer);
}

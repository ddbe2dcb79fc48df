package dev.switchboard.server.publisher;

import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.AgentId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes at the end of a chat whom its customer talked to last. It is a preference, so what cannot be written is lost and
 * holds up nothing.
 */
public final class LastAgentNotes implements Effect {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final Logger LOG = LoggerFactory.getLogger(LastAgentNotes.class);

    private final LastAgents agents;

    public LastAgentNotes(LastAgents agents) {
        this.agents = agents;
    }

    @Override
    public CompletionStage<Void> on(long position, long t, Event event) {
        if (event instanceof Event.ChatClosed closed) {
            AgentId owner = closed.lastOwner();
            if (owner != null) {
                var unused = agents.put(closed.membership().customer(), owner).exceptionally(failure -> {
                    LOG.debug("The last agent of a customer could not be noted: {}", failure.toString());
                    return null;
                });
            }
        }
        return DONE;
    }
}

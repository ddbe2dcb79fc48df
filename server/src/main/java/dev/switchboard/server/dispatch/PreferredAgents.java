package dev.switchboard.server.dispatch;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.QueueDirectory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whom a chat prefers when it starts. Looking that up must not hold up the start: where it takes long, it is nobody. */
final class PreferredAgents {
    static final long PATIENCE_MS = 200;

    private final Loop loop;
    private final QueueDirectory queues;
    private final LastAgents lastAgents;

    PreferredAgents(Loop loop, QueueDirectory queues, LastAgents lastAgents) {
        this.loop = loop;
        this.queues = queues;
        this.lastAgents = lastAgents;
    }

    /** Never fails. */
    CompletionStage<List<AgentId>> of(CustomerId customer, QueueId queue) {
        boolean known = queues.title(queue) != null;
        if (known && !queues.prefersLastAgent(queue)) {
            return CompletableFuture.completedStage(List.of());
        }
        CompletableFuture<List<AgentId>> result = new CompletableFuture<>();
        Loop.Timer patience = loop.schedule(PATIENCE_MS, () -> result.complete(List.of()));
        CompletionStage<Void> prepared =
                known ? CompletableFuture.completedStage(null) : queues.prepare(List.of(queue));
        var unused = prepared.thenCompose(done -> lastAgent(customer, queue)).whenComplete((agent, failure) -> {
            patience.cancel();
            result.complete(failure != null || agent == null ? List.of() : List.of(agent));
        });
        return result;
    }

    private CompletionStage<@Nullable AgentId> lastAgent(CustomerId customer, QueueId queue) {
        return queues.prefersLastAgent(queue) ? lastAgents.of(customer) : CompletableFuture.completedStage(null);
    }
}

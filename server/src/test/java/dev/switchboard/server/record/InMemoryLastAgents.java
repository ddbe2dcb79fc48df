package dev.switchboard.server.record;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** In memory, shared by all nodes, without an end. */
public final class InMemoryLastAgents {
    private final Map<CustomerId, AgentId> agents = new HashMap<>();

    public LastAgents forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    private final class View implements LastAgents {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Void> put(CustomerId customer, AgentId agent) {
            return link.run(() -> agents.put(customer, agent));
        }

        @Override
        public CompletionStage<@Nullable AgentId> of(CustomerId customer) {
            return link.call(() -> agents.get(customer));
        }
    }
}

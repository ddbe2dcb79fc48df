package dev.switchboard.server.record;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StoreFaults;

class InMemoryLastAgentsTest extends LastAgentsKit {
    private final InMemoryLastAgents agents = new InMemoryLastAgents();

    @Override
    protected LastAgents node(Loop loop) {
        return agents.forNode(loop, StoreFaults.none());
    }
}

package dev.switchboard.server.sim;

import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * P9: at the same position every node has the same state, from whichever snapshot it came. P1 for agents: nobody carries
 * more than the capacity.
 */
final class StateCheck {
    /** Hashing costs as much as a snapshot; this often is enough to find the place. */
    private static final long EVERY = 32;

    private final Map<Tip, Long> hashes = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    ControlPath.Listener watch(String name, Replica replica) {
        return new ControlPath.Listener() {
            @Override
            public void applied(long position, long t, NodeId sender, Applied applied) {
                if (position % EVERY == 0) {
                    compare(name, replica);
                }
                for (RoutingView.AgentView agent : replica.view().agents(0, 100)) {
                    load(
                            name,
                            position,
                            agent.id().value(),
                            agent.load(),
                            agent.rules().capacity());
                }
            }

            @Override
            public void replaced() {}

            @Override
            public void joined(NodeId node) {}

            @Override
            public void readinessChanged(boolean ready) {}
        };
    }

    void compare(String name, Replica replica) {
        compare(name, replica.snapshot().at(), replica.stateHash());
    }

    /** @param at with the hash of all before: after a failover a position may be taken again */
    void compare(String name, Tip at, long hash) {
        Long other = hashes.putIfAbsent(at, hash);
        if (other != null && other != hash) {
            findings.add("P9: " + name + " has another state at " + at);
        }
    }

    void load(String name, long position, long agent, int load, int capacity) {
        if (load > capacity) {
            findings.add("P1: agent " + agent + " carries " + load + " of " + capacity + " at position " + position
                    + " on " + name);
        }
    }

    List<String> findings() {
        return List.copyOf(findings);
    }
}

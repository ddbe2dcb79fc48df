package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.NodeId;

/** What the core is given of one entry. */
public record LogEntry(long position, long timeMs, long t, NodeId sender, long counter, Command command) {
    public Applied applyTo(RoutingCore core) {
        return core.apply(position, timeMs, t, sender, counter, command);
    }
}

package dev.switchboard.server.routing.model;

/** One incarnation of a node; a counter in Redis, so a restarted or rejoined node has a new one. */
public record NodeId(long value) implements Comparable<NodeId> {
    @Override
    public int compareTo(NodeId other) {
        return Long.compare(value, other.value);
    }
}

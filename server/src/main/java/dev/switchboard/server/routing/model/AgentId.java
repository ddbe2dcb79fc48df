package dev.switchboard.server.routing.model;

/** An agent, given by the administration service. */
public record AgentId(long value) implements Comparable<AgentId> {
    @Override
    public int compareTo(AgentId other) {
        return Long.compare(value, other.value);
    }
}

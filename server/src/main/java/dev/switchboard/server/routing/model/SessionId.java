package dev.switchboard.server.routing.model;

/** A session of a customer or agent: random, made by the node that accepted the hello. */
public record SessionId(long value) implements Comparable<SessionId> {
    @Override
    public int compareTo(SessionId other) {
        return Long.compare(value, other.value);
    }
}

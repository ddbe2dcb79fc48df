package dev.switchboard.server.routing.model;

/** A customer: random for anonymous ones, derived from site and external id for identified ones. */
public record CustomerId(long value) implements Comparable<CustomerId> {
    @Override
    public int compareTo(CustomerId other) {
        return Long.compare(value, other.value);
    }
}

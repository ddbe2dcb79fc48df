package dev.switchboard.server.routing.model;

/** A site, given by the administration service. */
public record SiteId(int value) implements Comparable<SiteId> {
    @Override
    public int compareTo(SiteId other) {
        return Integer.compare(value, other.value);
    }
}

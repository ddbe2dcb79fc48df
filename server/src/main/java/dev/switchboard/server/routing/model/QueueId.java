package dev.switchboard.server.routing.model;

/** A queue, given by the administration service. */
public record QueueId(int value) implements Comparable<QueueId> {
    @Override
    public int compareTo(QueueId other) {
        return Integer.compare(value, other.value);
    }
}

package dev.switchboard.server.replica;

/**
 * Times of a node.
 *
 * @param heartbeatMs between two heartbeats
 * @param heartbeatLostMs without a heartbeat of its own coming back for this long, the node is not ready
 * @param commandMs a sender waits at most this long for its command
 */
public record ReplicaOptions(long heartbeatMs, long heartbeatLostMs, long commandMs) {
    public static final ReplicaOptions DEFAULTS = new ReplicaOptions(500, 3_000, 5_000);
}

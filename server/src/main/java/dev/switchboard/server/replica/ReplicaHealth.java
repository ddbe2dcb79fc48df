package dev.switchboard.server.replica;

/**
 * How the replica does, at one moment.
 *
 * @param position of the last entry applied
 * @param lag entries known to be in the log but not applied
 * @param heartbeatAgeMs since the last heartbeat of this node came back through the log
 * @param pending commands whose senders wait
 * @param backlog commands not confirmed by the log
 */
public record ReplicaHealth(boolean ready, long position, long lag, long heartbeatAgeMs, int pending, int backlog) {}

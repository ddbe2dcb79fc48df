package dev.switchboard.server.redis;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis.
 *
 * @param nodes {@code redis://host:port} or {@code rediss://} (TLS), 6379 where the port is left out: the one server, the sentinels, or some of the
 *     cluster's nodes; a user and a password in the address are used when {@code password} is absent
 * @param sentinelMaster name of the master that the sentinels watch; the nodes are sentinels then
 * @param sentinelPassword what the sentinels themselves ask for; null when they ask for none
 * @param cluster the nodes belong to a Redis Cluster
 * @param caFile certificates (PEM) of those who may vouch for Redis; null for the ones that Java trusts
 * @param replicasMin what must not be lost counts as stored when so many replicas have it, too
 * @param connectTimeoutMs for one attempt
 * @param commandTimeoutMs until a call that was sent counts as failed
 * @param awayPatienceMs how long a call waits for Redis to come back before it fails
 * @param queryThreads threads for everything but the log, transcripts and inboxes
 * @param queueMax calls that may wait per thread group; more fail at once
 * @param keyPrefix what all keys start with, "sb" normally
 */
public record RedisOptions(
        List<URI> nodes,
        @Nullable String password,
        @Nullable String sentinelMaster,
        @Nullable String sentinelPassword,
        boolean cluster,
        @Nullable Path caFile,
        int replicasMin,
        int connectTimeoutMs,
        int commandTimeoutMs,
        int awayPatienceMs,
        int queryThreads,
        int queueMax,
        String keyPrefix) {
    private static final int USUAL_PORT = 6_379;

    public RedisOptions {
        nodes = nodes.stream().map(RedisOptions::usable).toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("At least one Redis address is needed");
        }
        if (cluster && sentinelMaster != null) {
            throw new IllegalArgumentException("Redis is either behind Sentinel or a Cluster, not both");
        }
        if (nodes.size() > 1 && !cluster && sentinelMaster == null) {
            throw new IllegalArgumentException("Several Redis addresses need a sentinel master or the cluster setting");
        }
    }

    /** One server with the usual limits. */
    public static RedisOptions of(URI node, @Nullable String password) {
        return new RedisOptions(
                List.of(node), password, null, null, false, null, 0, 2_000, 5_000, 2_000, 2, 8_192, "sb");
    }

    /** The same Redis, but found through sentinels. */
    public RedisOptions behindSentinels(List<URI> sentinels, String master, @Nullable String sentinelsPassword) {
        return with(change -> {
            change.nodes = sentinels;
            change.sentinelMaster = master;
            change.sentinelPassword = sentinelsPassword;
        });
    }

    /** A cluster, some of whose nodes are given. */
    public RedisOptions ofCluster(List<URI> some) {
        return with(change -> {
            change.nodes = some;
            change.cluster = true;
        });
    }

    public RedisOptions withCaFile(@Nullable Path file) {
        return with(change -> change.caFile = file);
    }

    public RedisOptions withReplicasMin(int min) {
        return with(change -> change.replicasMin = min);
    }

    public RedisOptions withCommandTimeoutMs(int timeoutMs) {
        return with(change -> change.commandTimeoutMs = timeoutMs);
    }

    public RedisOptions withQueueMax(int max) {
        return with(change -> change.queueMax = max);
    }

    RedisOptions withKeyPrefix(String prefix) {
        return with(change -> change.keyPrefix = prefix);
    }

    private RedisOptions with(Consumer<Change> edit) {
        Change change = new Change(this);
        edit.accept(change);
        return change.made();
    }

    /** How long Redis waits for its replicas: its answer must come before the command counts as failed. */
    int replicaWaitMs() {
        return commandTimeoutMs / 2;
    }

    /** Host and port of the first node, for messages: no password. */
    String where() {
        URI first = nodes.get(0);
        return first.getHost() + ":" + first.getPort();
    }

    boolean tls() {
        return "rediss".equals(scheme(nodes.get(0)));
    }

    private static URI usable(URI node) {
        boolean known = List.of("redis", "rediss").contains(scheme(node));
        if (!known || node.getHost() == null || node.getPort() == 0) {
            throw new IllegalArgumentException(
                    "A Redis address looks like redis://host:6379 or rediss://host:6379, but this is for scheme '"
                            + scheme(node) + "', host '" + node.getHost() + "', port " + node.getPort());
        }
        return node.getPort() < 0 ? withUsualPort(node) : node;
    }

    private static URI withUsualPort(URI node) {
        String user = node.getRawUserInfo() == null ? "" : node.getRawUserInfo() + "@";
        return URI.create(scheme(node) + "://" + user + node.getHost() + ":" + USUAL_PORT);
    }

    private static String scheme(URI node) {
        return node.getScheme() == null ? "" : node.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Without secrets: neither the password nor what an address may carry. */
    @Override
    public String toString() {
        return "RedisOptions[" + where() + (nodes.size() > 1 ? " and " + (nodes.size() - 1) + " more" : "")
                + (sentinelMaster == null ? "" : ", sentinel master " + sentinelMaster) + (cluster ? ", cluster" : "")
                + "]";
    }

    /** All parts, to give one of them another value: a record has no shorter way. */
    private static final class Change {
        private List<URI> nodes;
        private final @Nullable String password;
        private @Nullable String sentinelMaster;
        private @Nullable String sentinelPassword;
        private boolean cluster;
        private @Nullable Path caFile;
        private int replicasMin;
        private final int connectTimeoutMs;
        private int commandTimeoutMs;
        private final int awayPatienceMs;
        private final int queryThreads;
        private int queueMax;
        private String keyPrefix;

        Change(RedisOptions from) {
            nodes = from.nodes;
            password = from.password;
            sentinelMaster = from.sentinelMaster;
            sentinelPassword = from.sentinelPassword;
            cluster = from.cluster;
            caFile = from.caFile;
            replicasMin = from.replicasMin;
            connectTimeoutMs = from.connectTimeoutMs;
            commandTimeoutMs = from.commandTimeoutMs;
            awayPatienceMs = from.awayPatienceMs;
            queryThreads = from.queryThreads;
            queueMax = from.queueMax;
            keyPrefix = from.keyPrefix;
        }

        RedisOptions made() {
            return new RedisOptions(
                    nodes,
                    password,
                    sentinelMaster,
                    sentinelPassword,
                    cluster,
                    caFile,
                    replicasMin,
                    connectTimeoutMs,
                    commandTimeoutMs,
                    awayPatienceMs,
                    queryThreads,
                    queueMax,
                    keyPrefix);
        }
    }
}

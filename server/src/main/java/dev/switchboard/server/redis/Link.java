package dev.switchboard.server.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * A Jedis client that is made when it is first used, by the thread that uses it: behind Sentinel or Cluster the making
 * alone asks the network who the master is, which may take long and fail, and is repeated then.
 */
final class Link implements AutoCloseable {
    private final RedisOptions options;
    private final String name;
    private final int threads;
    private final int blockingMs;
    private @Nullable UnifiedJedis client;
    private @Nullable ClusterConnectionProvider cluster;
    private boolean closed;

    /**
     * @param name shown by Redis in CLIENT LIST
     * @param threads how many may use it
     * @param blockingMs the longest that a command waits at the server
     */
    Link(RedisOptions options, String name, int threads, int blockingMs) {
        this.options = options;
        this.name = name;
        this.threads = threads;
        this.blockingMs = blockingMs;
    }

    synchronized UnifiedJedis client() {
        if (closed) {
            throw new JedisException("closed");
        }
        UnifiedJedis open = client;
        if (open == null) {
            if (options.cluster()) {
                cluster = Clients.cluster(options, name, threads, blockingMs);
                open = Clients.open(options, cluster);
            } else {
                open = Clients.open(options, name, threads, blockingMs);
            }
            client = open;
        }
        return open;
    }

    /** In a cluster, a pipeline per server; else one that arrives at once. */
    AbstractPipeline pipelined() {
        UnifiedJedis open = client();
        ClusterConnectionProvider servers = cluster();
        return servers == null ? new AtOnce(open.pipelined()) : new ClusterBatch(servers);
    }

    /** After a failure: in a cluster a slot may have a new master, which a pipeline does not find by itself. */
    void lookAgain() {
        ClusterConnectionProvider servers = cluster();
        if (servers != null) {
            servers.renewSlotCache();
        }
    }

    private synchronized @Nullable ClusterConnectionProvider cluster() {
        return cluster;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}

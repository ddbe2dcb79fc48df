package dev.switchboard.server.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/** Makes Jedis clients: the one place that knows whether there is one server, a Sentinel or a Cluster. */
final class Clients {
    private Clients() {}

    /**
     * A client for a number of threads. Connections are made when first used.
     *
     * @param name shown by Redis in CLIENT LIST
     * @param blockingMs the longest that a command waits at the server
     */
    static UnifiedJedis open(RedisOptions options, String name, int threads, int blockingMs) {
        if (options.cluster()) {
            return open(options, cluster(options, name, threads, blockingMs));
        }
        JedisClientConfig config = config(options, name, blockingMs);
        ConnectionPoolConfig pool = pool(options, threads);
        if (options.sentinelMaster() != null) {
            return RedisSentinelClient.builder()
                    .masterName(options.sentinelMaster())
                    .sentinels(addresses(options))
                    .sentinelClientConfig(sentinelConfig(options, name))
                    .clientConfig(config)
                    .poolConfig(pool)
                    .build();
        }
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(options.nodes().get(0)))
                .clientConfig(config)
                .poolConfig(pool)
                .build();
    }

    /** Who knows the servers of a cluster; asks them at once. */
    static ClusterConnectionProvider cluster(RedisOptions options, String name, int threads, int blockingMs) {
        return new ClusterConnectionProvider(
                addresses(options), config(options, name, blockingMs), pool(options, threads));
    }

    static UnifiedJedis open(RedisOptions options, ClusterConnectionProvider cluster) {
        return RedisClusterClient.builder()
                .nodes(addresses(options))
                .connectionProvider(cluster)
                .build();
    }

    private static ConnectionPoolConfig pool(RedisOptions options, int threads) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(threads);
        pool.setMaxIdle(threads);
        pool.setMinIdle(0);
        pool.setMaxWait(Duration.ofMillis(options.connectTimeoutMs()));
        return pool;
    }

    private static Set<HostAndPort> addresses(RedisOptions options) {
        return options.nodes().stream().map(JedisURIHelper::getHostAndPort).collect(Collectors.toSet());
    }

    private static JedisClientConfig config(RedisOptions options, String name, int blockingMs) {
        URI first = options.nodes().get(0);
        var config = plainConfig(options, name).blockingSocketTimeoutMillis(blockingMs + options.commandTimeoutMs());
        String user = JedisURIHelper.getUser(first);
        if (user != null && !user.isEmpty()) {
            config.user(user);
        }
        @Nullable String password = options.password() == null ? JedisURIHelper.getPassword(first) : options.password();
        if (password != null) {
            config.password(password);
        }
        return config.build();
    }

    /** Sentinels are asked without the user and the password of the Redis that they watch. */
    private static JedisClientConfig sentinelConfig(RedisOptions options, String name) {
        var config = plainConfig(options, name);
        if (options.sentinelPassword() != null) {
            config.password(options.sentinelPassword());
        }
        return config.build();
    }

    private static DefaultJedisClientConfig.Builder plainConfig(RedisOptions options, String name) {
        var config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .clientName(name)
                .connectionTimeoutMillis(options.connectTimeoutMs())
                .socketTimeoutMillis(options.commandTimeoutMs());
        if (options.tls()) {
            config.sslOptions(options.caFile() == null ? SslOptions.defaults() : CaFile.trusting(options.caFile()));
        }
        return config;
    }
}

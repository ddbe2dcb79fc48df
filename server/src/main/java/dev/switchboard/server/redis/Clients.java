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
        JedisClientConfig config = config(options, name, blockingMs);
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(threads);
        pool.setMaxIdle(threads);
        pool.setMinIdle(0);
        pool.setMaxWait(Duration.ofMillis(options.connectTimeoutMs()));
        if (options.cluster()) {
            return RedisClusterClient.builder()
                    .nodes(addresses(options))
                    .clientConfig(config)
                    .poolConfig(pool)
                    .build();
        }
        if (options.sentinelMaster() != null) {
            return RedisSentinelClient.builder()
                    .masterName(options.sentinelMaster())
                    .sentinels(addresses(options))
                    .sentinelClientConfig(config)
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

    private static Set<HostAndPort> addresses(RedisOptions options) {
        return options.nodes().stream().map(JedisURIHelper::getHostAndPort).collect(Collectors.toSet());
    }

    private static JedisClientConfig config(RedisOptions options, String name, int blockingMs) {
        URI first = options.nodes().get(0);
        var config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .clientName(name)
                .connectionTimeoutMillis(options.connectTimeoutMs())
                .socketTimeoutMillis(options.commandTimeoutMs())
                .blockingSocketTimeoutMillis(blockingMs + options.commandTimeoutMs());
        if (options.tls()) {
            config.sslOptions(SslOptions.defaults());
        }
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
}

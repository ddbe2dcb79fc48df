package dev.switchboard.server.redis;

import dev.switchboard.server.redis.RedisStartupException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks at a Redis before the server uses it.
 *
 * @param product "Redis" or "Valkey" with its version
 * @param warnings sentences for the operator; the server runs nevertheless
 */
public record RedisCheck(String product, List<String> warnings) {
    private static final int MAJOR_MIN = 6;
    private static final int MINOR_MIN = 2;

    public RedisCheck {
        warnings = List.copyOf(warnings);
    }

    /** Blocks up to the time-outs; throws {@link RedisStartupException} when the server must not use it. */
    public static RedisCheck run(RedisOptions options) {
        try (var link = new Link(options, "sb-check", 1, 0)) {
            List<RedisCheck> servers = new ArrayList<>();
            if (link.client() instanceof RedisClusterClient cluster) {
                for (ConnectionPool pool : cluster.getClusterNodes().values()) {
                    try (Connection connection = pool.getResource()) {
                        servers.add(look(connection::executeCommand, options));
                    }
                }
            } else {
                servers.add(look(link.client()::executeCommand, options));
            }
            return new RedisCheck(
                    servers.get(0).product(),
                    servers.stream()
                            .flatMap(server -> server.warnings().stream())
                            .distinct()
                            .toList());
        } catch (JedisException failure) {
            throw explain(failure, options);
        }
    }

    private static RedisCheck look(Server server, RedisOptions options) {
        String info = server.execute(new CommandObject<>(new CommandArguments(Command.INFO), BuilderFactory.STRING));
        RedisCheck check = judge(info, options);
        if ("slave".equals(field(info, "role"))) {
            return check;
        }
        var warnings = new ArrayList<>(check.warnings());
        judgeReplicas(info, minReplicasToWrite(server), options).ifPresent(warnings::add);
        return new RedisCheck(check.product(), warnings);
    }

    /** Null where nobody may ask. */
    private static @Nullable Integer minReplicasToWrite(Server server) {
        CommandArguments question =
                new CommandArguments(Command.CONFIG).add("GET").add("min-replicas-to-write");
        try {
            List<String> answer = server.execute(new CommandObject<>(question, BuilderFactory.STRING_LIST));
            return answer.size() < 2 ? null : Integer.valueOf(answer.get(1));
        } catch (JedisDataException forbidden) {
            return null;
        }
    }

    /** Without the lower bound at the server, each repeat of a write that no replica confirms would be one more entry. */
    static Optional<String> judgeReplicas(String info, @Nullable Integer minToWrite, RedisOptions options) {
        int wanted = options.replicasMin();
        if (wanted == 0) {
            boolean failsOver = options.cluster() || options.sentinelMaster() != null;
            return failsOver
                    ? Optional.of("redis.replicas-min is 0: a failover may lose what was acknowledged last.")
                    : Optional.empty();
        }
        // Shown only while both min-replicas-to-write and min-replicas-max-lag are above 0.
        @Nullable String following = field(info, "min_slaves_good_slaves");
        if (following == null || (minToWrite != null && minToWrite < wanted)) {
            throw new RedisStartupException(
                    Reason.REPLICAS_OPTIONAL,
                    "Redis at " + options.where() + " takes writes that no replica has, but redis.replicas-min is "
                            + wanted + ". Set 'min-replicas-to-write " + wanted + "' and 'min-replicas-max-lag 10' on"
                            + " the master and on each replica, or set redis.replicas-min to 0: then a failover may"
                            + " lose what was acknowledged last.");
        }
        return Integer.parseInt(following) >= wanted
                ? Optional.empty()
                : Optional.of("Redis at " + options.where() + " has " + following + " replicas that follow, but needs "
                        + wanted + ": it takes no writes until it has them.");
    }

    static RedisCheck judge(String info, RedisOptions options) {
        // Valkey speaks of a Redis version, too, for the sake of clients; its own stands beside it.
        @Nullable String valkey = field(info, "valkey_version");
        @Nullable String redis = field(info, "redis_version");
        String product = valkey != null ? "Valkey " + valkey : "Redis " + redis;
        if (redis == null || isTooOld(redis)) {
            throw new RedisStartupException(
                    Reason.TOO_OLD,
                    product + " at " + options.where() + " is too old. Use Redis 6.2 or newer, or any Valkey.");
        }
        String policy = field(info, "maxmemory_policy");
        if (!"noeviction".equals(policy)) {
            throw new RedisStartupException(
                    Reason.EVICTING,
                    product + " at " + options.where() + " may throw away data: its maxmemory-policy is " + policy
                            + ". Set 'maxmemory-policy noeviction' in its configuration, or run"
                            + " 'CONFIG SET maxmemory-policy noeviction' and 'CONFIG REWRITE'.");
        }
        var warnings = new ArrayList<String>();
        if (!"1".equals(field(info, "aof_enabled"))) {
            warnings.add(product + " at " + options.where() + " runs without an append-only file: what was acknowledged"
                    + " is lost when it stops. Set 'appendonly yes' and 'appendfsync always'.");
        }
        return new RedisCheck(product, warnings);
    }

    private static boolean isTooOld(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major < MAJOR_MIN || (major == MAJOR_MIN && minor < MINOR_MIN);
        } catch (NumberFormatException unknown) {
            return true;
        }
    }

    private static @Nullable String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static RedisStartupException explain(JedisException failure, RedisOptions options) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT);
            boolean refused = cause instanceof JedisAccessControlException
                    || message.startsWith("WRONGPASS")
                    || message.startsWith("NOAUTH")
                    || message.contains("INVALID PASSWORD")
                    || message.contains("AUTH <PASSWORD> CALLED WITHOUT");
            if (refused) {
                return new RedisStartupException(
                        Reason.WRONG_PASSWORD,
                        "Redis at " + options.where() + " refuses the password. Check user and password of the"
                                + " Redis address in the configuration.",
                        failure);
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException) {
                return new RedisStartupException(
                        Reason.UNTRUSTED,
                        "Redis at " + options.where() + " cannot prove who it is: " + cause.getMessage() + ". Give the"
                                + " certificate of its authority as redis.ca-file, and a host that its certificate"
                                + " is for.",
                        failure);
            }
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String reason = String.valueOf(deepest.getMessage());
        // The client begins each connection with a command that came with Redis 6, so older ones never tell their
        // version.
        if (reason.contains("unknown command") && reason.contains("HELLO")) {
            return new RedisStartupException(
                    Reason.TOO_OLD,
                    "Redis at " + options.where() + " is too old. Use Redis 6.2 or newer, or any Valkey.",
                    failure);
        }
        return new RedisStartupException(
                Reason.UNREACHABLE,
                "Redis at " + options.where() + " cannot be reached: " + (reason.endsWith(".") ? reason : reason + ".")
                        + " Is it running, and do address, port and TLS (redis:// or rediss://) fit?",
                failure);
    }

    /** One of the servers, whatever the way to it. */
    @FunctionalInterface
    private interface Server {
        <T> T execute(CommandObject<T> command);
    }
}

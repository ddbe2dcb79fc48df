package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Questions about a Redis process on this machine. */
final class RedisProcess {
    private static final int TIMEOUT_MS = 1_000;

    private RedisProcess() {}

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
    }

    /** Daemonised, Redis is nobody's child; where process 1 does not collect the dead, they look alive. */
    private static boolean isZombie(long pid) {
        try {
            byte[] stat = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            String text = new String(stat, StandardCharsets.ISO_8859_1);
            // "pid (name) state …", and the name may hold anything.
            return text.startsWith("Z", text.lastIndexOf(')') + 2);
        } catch (IOException notLinuxOrGone) {
            return false;
        }
    }

    /** The id of the process that answers at the port to this password and is ready to work; -1 when none does. */
    static long answering(int port, String password) {
        try (RedisClient client = client(port, password)) {
            if (!"PONG".equals(client.ping())) {
                return -1;
            }
            return processId(client.info("server"));
        } catch (JedisException notYet) {
            return -1;
        }
    }

    /** Stops it; true when something that knows the password took the order. */
    static boolean shutDown(int port, String password) {
        try (RedisClient client = client(port, password)) {
            long pid = processId(client.info("server"));
            return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
        } catch (JedisException notThere) {
            return false;
        }
    }

    private static long processId(@Nullable String info) {
        return info == null
                ? -1
                : info.lines()
                        .filter(line -> line.startsWith("process_id:"))
                        .map(line -> Long.parseLong(
                                line.substring("process_id:".length()).strip()))
                        .findFirst()
                        .orElse(-1L);
    }

    private static RedisClient client(int port, String password) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(1);
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", port))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(password)
                        .timeoutMillis(TIMEOUT_MS)
                        .build())
                .poolConfig(pool)
                .build();
    }
}

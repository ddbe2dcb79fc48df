package dev.switchboard.server.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.redis.embedded.EmbeddedRedisException.Reason;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

@Timeout(60)
class EmbeddedRedisIT {
    @TempDir
    Path directory;

    private EmbeddedRedisOptions options() {
        return EmbeddedRedisOptions.in(directory).withFsync(Fsync.NO);
    }

    @Test
    void shouldKeepDataOverARestart() {
        try (var redis = EmbeddedRedis.start(options());
                var client = client(redis)) {
            client.set("key", "value");
        }
        try (var redis = EmbeddedRedis.start(options());
                var client = client(redis)) {
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    @Test
    void shouldRunTheProgramThatTheServerBringsAlong() {
        try (var redis = EmbeddedRedis.start(options().withSearchPath(List.of()));
                var client = client(redis)) {
            assertThat(client.info("server")).contains("redis_version:7.0.15").contains(directory.toString());
        }
    }

    @Test
    void shouldBeDurableUnlessToldOtherwise() {
        try (var redis = EmbeddedRedis.start(EmbeddedRedisOptions.in(directory));
                var client = client(redis)) {
            assertThat(client.configGet("appendonly", "appendfsync", "maxmemory-policy", "save"))
                    .containsEntry("appendonly", "yes")
                    .containsEntry("appendfsync", "always")
                    .containsEntry("maxmemory-policy", "noeviction")
                    .containsEntry("save", "");
        }
    }

    @Test
    void shouldListenOnTheLoopbackInterfaceWithAPasswordOfItsOwn() throws IOException {
        try (var redis = EmbeddedRedis.start(options())) {
            Path config = directory.resolve("redis.conf");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(config)).contains("bind 127.0.0.1\n").contains(redis.password());
            assertThat(redis.password()).hasSizeGreaterThanOrEqualTo(32);
            assertThat(redis.uri().getUserInfo()).isNull();
            ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .forEach(line -> assertThat(line).doesNotContain(redis.password()));
        }
    }

    @Test
    void shouldSayThatTheDirectoryIsInUse() {
        try (var first = EmbeddedRedis.start(options())) {
            assertThatThrownBy(() -> EmbeddedRedis.start(options()))
                    .isInstanceOfSatisfying(
                            EmbeddedRedisException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.DIRECTORY_IN_USE))
                    .hasMessageContaining("data directory")
                    .hasMessageContaining("in use");
            assertThat(ProcessHandle.of(first.pid())).get().matches(ProcessHandle::isAlive);
        }
    }

    @Test
    void shouldSayThatTheDirectoryCannotBeUsed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedRedis.start(EmbeddedRedisOptions.in(file.resolve("data"))))
                .isInstanceOfSatisfying(
                        EmbeddedRedisException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DIRECTORY_UNUSABLE));
    }

    @Test
    void shouldComeBackOnTheSamePortWhenKilled() {
        try (var redis = EmbeddedRedis.start(EmbeddedRedisOptions.in(directory))) {
            long first = redis.pid();
            try (var client = client(redis)) {
                client.set("key", "value");
            }
            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);

            await().atMost(Duration.ofSeconds(20)).until(() -> redis.pid() != first);
            try (var client = client(redis)) {
                assertThat(client.get("key")).isEqualTo("value");
            }
        }
    }

    @Test
    void shouldLeaveNoProcessBehind() {
        long pid;
        try (var redis = EmbeddedRedis.start(options())) {
            pid = redis.pid();
        }
        assertThat(RedisProcess.isAlive(pid)).isFalse();
    }

    /** The system closes the pipe to the guardian whichever way the server ends. */
    @Test
    void shouldNotOutliveAServerThatIsKilled() throws IOException, InterruptedException {
        Process server = startServer();
        long pid = pidOf(server);
        assertThat(RedisProcess.isAlive(pid)).isTrue();

        server.destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> !RedisProcess.isAlive(pid));
        try (var next = EmbeddedRedis.start(options())) {
            assertThat(next.pid()).isNotEqualTo(pid);
        }
    }

    /** Server and guardian killed at once: nobody is left to stop Redis but the next server. */
    @Test
    void shouldStopWhatAnEarlierServerLeftBehind() throws IOException, InterruptedException {
        Process server = startServer();
        long orphan = pidOf(server);
        server.descendants().filter(child -> child.pid() != orphan).forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().waitFor();
        assertThat(RedisProcess.isAlive(orphan)).isTrue();

        try (var next = EmbeddedRedis.start(options());
                var client = client(next)) {
            assertThat(RedisProcess.isAlive(orphan)).isFalse();
            assertThat(client.get("key")).isEqualTo("value");
        }
    }

    /** The number in a pid file that was left behind may belong to anybody by now. */
    @Test
    void shouldLeaveStrangersAlone() throws IOException {
        try (var redis = EmbeddedRedis.start(options())) {
            assertThat(redis.pid()).isPositive();
        }
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(directory.resolve("redis.pid"), Long.toString(stranger.pid()));
            try (var next = EmbeddedRedis.start(options())) {
                assertThat(next.pid()).isNotEqualTo(stranger.pid());
                assertThat(stranger.isAlive()).isTrue();
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void shouldSayWhatRedisSaysWhenItCannotStart() throws IOException {
        Files.createDirectories(directory.resolve("appendonlydir"));
        Files.writeString(
                directory.resolve("appendonlydir").resolve("appendonly.aof.manifest"), "this is no manifest\n");
        assertThatThrownBy(() -> EmbeddedRedis.start(options()))
                .isInstanceOfSatisfying(
                        EmbeddedRedisException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_STARTED))
                .hasMessageContaining("manifest");
    }

    private Process startServer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerThatWaits.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long pidOf(Process server) throws IOException {
        return Long.parseLong(server.inputReader()
                .lines()
                .filter(line -> line.startsWith("pid "))
                .findFirst()
                .orElseThrow()
                .substring("pid ".length()));
    }

    private static RedisClient client(EmbeddedRedis redis) {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(redis.uri().getHost(), redis.uri().getPort()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(redis.password())
                        .build())
                .build();
    }

    /** A process of its own, to be killed. */
    static final class ServerThatWaits {
        private ServerThatWaits() {}

        public static void main(String[] args) throws InterruptedException {
            var redis = EmbeddedRedis.start(EmbeddedRedisOptions.in(Path.of(args[0])));
            try (var client = client(redis)) {
                client.set("key", "value");
            }
            System.out.println("pid " + redis.pid());
            System.out.flush();
            TimeUnit.MINUTES.sleep(1);
        }
    }
}

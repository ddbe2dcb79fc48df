package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** Whoever starts the server wrongly is told so at once, in one line, and what to do. */
class StartFaultsIT {
    private static final Duration QUICK = Duration.ofSeconds(15);

    @RegisterExtension
    private final Servers servers = new Servers();

    @Test
    void shouldListAllFaultsOfTheConfiguration() throws Exception {
        String secret = servers.secret("hush-hush");
        Path file = Files.writeString(servers.folder("etc").resolve("switchboard.yaml"), """
                http:
                  port: eighty
                  threads: 0
                redis:
                  url: "http://u:%s@example.com"
                routing:
                  agent-grace: 30
                mangement:
                  port: 9090
                """.formatted(secret));
        ServerProcess server = servers.create().withoutSetting("HTTP_PORT");

        ServerProcess.Ended ended = server.run("", "serve", "--config", file.toString());

        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.err().lines()).hasSize(6).first().isEqualTo("The configuration has 5 faults:");
        assertThat(ended.err())
                .contains("http.port", "http.threads", "redis.url", "routing.agent-grace", "mangement.port")
                .contains("switchboard.yaml:2");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.took()).isLessThan(QUICK);
    }

    @Test
    void shouldSayWhenAPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(
                    servers.create().with("HTTP_PORT", port),
                    "demo",
                    "Cannot listen on 127.0.0.1:" + port + ": another process uses this port");
            assertRefused(
                    servers.create().with("MANAGEMENT_PORT", port),
                    "demo",
                    "Cannot listen on 127.0.0.1:" + port + ": another process uses this port");
        }
    }

    /** The second one must leave the first one's Redis alone. */
    @Test
    void shouldSayWhenAnotherServerHasTheDataDirectory() throws Exception {
        ServerProcess first = servers.create().start("demo");
        ProcessHandle redis = first.redis().orElseThrow();

        assertRefused(
                servers.create().with("NODE_DATA_DIR", first.data().toString()), "demo", "is in use: another server");

        assertThat(ServerProcess.isAlive(redis)).isTrue();
        assertThat(first.ready()).isTrue();
    }

    @Test
    void shouldSayWhenRedisCannotBeReached() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertRefused(
                servers.create().with("REDIS_URL", "redis://:" + servers.secret("hush-hush") + "@127.0.0.1:" + free),
                "serve",
                "Redis at 127.0.0.1:" + free + " cannot be reached: Failed to connect to 127.0.0.1:" + free
                        + ". Is it");
    }

    /** It takes connections and says nothing. */
    @Test
    void shouldSayWhenRedisHangs() throws Exception {
        FakeRedis redis = servers.underneath(new FakeRedis("7.0.15", true));
        SlowWire wire = servers.underneath(new SlowWire(URI.create(redis.url()).getPort()));
        wire.hold();

        assertRefused(
                servers.create().with("REDIS_URL", "redis://127.0.0.1:" + wire.port()),
                "serve",
                "Redis at 127.0.0.1:" + wire.port() + " cannot be reached");
    }

    @Test
    void shouldSayWhenRedisIsTooOld() throws Exception {
        FakeRedis five = servers.underneath(new FakeRedis("5.0.14", false));
        FakeRedis six = servers.underneath(new FakeRedis("6.0.20", true));

        assertRefused(servers.create().with("REDIS_URL", five.url()), "serve", "Redis at", "is too old");
        assertRefused(servers.create().with("REDIS_URL", six.url()), "serve", "Redis 6.0.20 at", "is too old");
    }

    @Test
    void shouldSayWhenRedisThrowsAwayDataOrRefusesThePassword() throws Exception {
        EmbeddedRedis redis = servers.underneath(EmbeddedRedis.start(
                EmbeddedRedisOptions.in(servers.folder("redis")).withFsync(Fsync.NO)));
        String password = servers.secret(redis.password());
        String address = "127.0.0.1:" + redis.uri().getPort();
        String url = "redis://:" + password + "@" + address;
        try (RedisClient client = RedisClient.create(URI.create(url))) {
            client.configSet("maxmemory-policy", "allkeys-lru");
        }

        assertRefused(servers.create().with("REDIS_URL", url), "serve", "maxmemory-policy is allkeys-lru", address);
        assertRefused(
                servers.create().with("REDIS_URL", "redis://:" + servers.secret("not-hers") + "@" + address),
                "serve",
                "refuses the password");
    }

    /** The jar carries programs for the usual platforms, so this one pretends to be on another. */
    @Test
    void shouldSayWhenThereIsNoRedisForThisPlatform() throws Exception {
        assertRefused(
                servers.create().withoutPath().withJvmOption("-Dos.arch=sparcv9"),
                "demo",
                "There is no Redis to run on this machine",
                "sparcv9",
                "Install redis-server 6.2 or newer");
    }

    private static void assertRefused(ServerProcess server, String command, String... reasons)
            throws IOException, InterruptedException {
        ServerProcess.Ended ended = server.run("", command);
        assertThat(ended.exitCode()).as(server.output()).isEqualTo(69);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("Cannot start: ")
                .contains(reasons);
        assertThat(ended.out()).doesNotContain("Exception", "\tat ");
        assertThat(ended.took()).isLessThan(QUICK);
    }
}

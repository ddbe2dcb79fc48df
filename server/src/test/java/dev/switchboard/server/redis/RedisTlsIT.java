package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.redis.RedisStartupException.Reason;
import dev.switchboard.server.redis.embedded.BareRedis;
import dev.switchboard.server.redis.embedded.Certificates;
import dev.switchboard.server.storage.StoreKit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted connection to a Redis that must prove who it is. */
class RedisTlsIT extends StoreKit {
    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static BareRedis redis;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(directory, "IP:127.0.0.1");
        redis = certificates.server(directory);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void shouldWorkWithTheAuthorityOfTheFile() {
        RedisOptions options = options("127.0.0.1", certificates.authority());
        assertThat(RedisCheck.run(options).product()).isNotEmpty();
        try (var storage = new RedisStorage(options, TestLimits.small(), directory, anna, RedisMeter.NONE)) {
            get(anna, () -> storage.log().append(List.of(bytes("one")), 0));
            assertThat(get(anna, () -> storage.log().read(0, 10, 1_000)).entries())
                    .hasSize(1);
        }
    }

    @Test
    void shouldNotTrustAnAuthorityThatNobodyNamed() throws Exception {
        refuse(options("127.0.0.1", null), Reason.UNTRUSTED, "redis.ca-file");
        Path other = Files.createDirectories(directory.resolve("other"));
        Path stranger = new Certificates(other, "IP:127.0.0.1").authority();
        refuse(options("127.0.0.1", stranger), Reason.UNTRUSTED, "redis.ca-file");
    }

    @Test
    void shouldNotTrustACertificateOfAnotherHost() {
        refuse(options("localhost", certificates.authority()), Reason.UNTRUSTED, "localhost");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() throws IOException {
        Path missing = directory.resolve("missing.pem");
        refuse(options("127.0.0.1", missing), Reason.UNTRUSTED, "missing.pem");
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        refuse(options("127.0.0.1", empty), Reason.UNTRUSTED, "no certificate");
        Path rubbish = Files.writeString(directory.resolve("rubbish.pem"), "-----BEGIN CERTIFICATE-----\nrubbish\n");
        refuse(options("127.0.0.1", rubbish), Reason.UNTRUSTED, "rubbish.pem");
    }

    private static RedisOptions options(String host, @Nullable Path caFile) {
        return RedisOptions.of(URI.create("rediss://" + host + ":" + redis.port()), null)
                .withCaFile(caFile)
                .withCommandTimeoutMs(2_000);
    }

    private static void refuse(RedisOptions options, Reason reason, String text) {
        assertThatThrownBy(() -> RedisCheck.run(options))
                .isInstanceOfSatisfying(
                        RedisStartupException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(text);
    }
}

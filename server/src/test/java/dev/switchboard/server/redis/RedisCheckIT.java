package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.redis.RedisStartupException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;

class RedisCheckIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Test
    void shouldAcceptTheEmbeddedRedis() {
        RedisCheck check = RedisCheck.run(REDIS.options());
        assertThat(check.product()).matches("(Redis|Valkey) \\d+\\.\\d+\\.\\d+");
        assertThat(check.warnings()).isEmpty();
    }

    @Test
    void shouldRefuseAWrongOrMissingPassword() {
        URI node = REDIS.options().nodes().get(0);
        refuse(RedisOptions.of(node, "wrong"), Reason.WRONG_PASSWORD, "refuses the password");
        refuse(RedisOptions.of(node, null), Reason.WRONG_PASSWORD, "refuses the password");
    }

    @Test
    void shouldTakeThePasswordFromTheAddress() {
        URI plain = REDIS.options().nodes().get(0);
        String password = REDIS.options().password();
        URI with = URI.create("redis://:" + password + "@" + plain.getHost() + ":" + plain.getPort());
        RedisOptions options = RedisOptions.of(with, null);

        assertThat(RedisCheck.run(options).warnings()).isEmpty();
        assertThat(options.toString()).doesNotContain(password);
    }

    @Test
    void shouldSayThatNobodyAnswers() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        refuse(RedisOptions.of(URI.create("redis://127.0.0.1:" + port), null), Reason.UNREACHABLE, "Is it running");
    }

    @Test
    void shouldSayThatTlsDoesNotFit() {
        URI plain = REDIS.options().nodes().get(0);
        URI tls = URI.create("rediss://" + plain.getHost() + ":" + plain.getPort());
        // Redis waits for the rest of what looks like a command, so this ends with a time-out.
        var impatient = new RedisOptions(
                List.of(tls), REDIS.options().password(), null, null, false, null, 0, 500, 500, 500, 1, 1, "sb");
        refuse(impatient, Reason.UNREACHABLE, "TLS");
    }

    @Test
    void shouldRefuseARedisThatMayThrowAwayData() {
        UnifiedJedis client = REDIS.client();
        client.configSet("maxmemory-policy", "allkeys-lru");
        try {
            refuse(REDIS.options(), Reason.EVICTING, "allkeys-lru");
        } finally {
            client.configSet("maxmemory-policy", "noeviction");
        }
    }

    private static void refuse(RedisOptions options, Reason reason, String text) {
        assertThatThrownBy(() -> RedisCheck.run(options))
                .isInstanceOfSatisfying(
                        RedisStartupException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(text);
    }
}

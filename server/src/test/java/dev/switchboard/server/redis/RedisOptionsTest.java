package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedisOptionsTest {
    @Test
    void shouldShowNoSecret() {
        RedisOptions options = RedisOptions.of(URI.create("redis://user:hidden@db:6379"), "secret");
        assertThat(options.toString()).contains("db:6379").doesNotContain("hidden", "secret");
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        for (String wrong : List.of("http://db:6379", "redis://db:0", "db:6379", "redis:db")) {
            assertThatThrownBy(() -> RedisOptions.of(URI.create(wrong), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("redis://host:6379");
        }
        assertThatThrownBy(() -> RedisOptions.of(URI.create("http://user:hidden@db"), null))
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void shouldTakeTheUsualPortWhereNoneIsGiven() {
        RedisOptions options = RedisOptions.of(URI.create("rediss://user:p%40ss@db"), null);
        assertThat(options.nodes()).containsExactly(URI.create("rediss://user:p%40ss@db:6379"));
        assertThat(options.where()).isEqualTo("db:6379");
        assertThat(RedisOptions.of(URI.create("redis://[::1]"), null).nodes())
                .containsExactly(URI.create("redis://[::1]:6379"));
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        URI one = URI.create("redis://a:1");
        URI two = URI.create("redis://b:1");
        assertThatThrownBy(() -> options(List.of(), null, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options(List.of(one, two), null, false)).hasMessageContaining("sentinel master");
        assertThatThrownBy(() -> options(List.of(one), "main", true)).hasMessageContaining("not both");
        assertThat(options(List.of(one, two), "main", false).sentinelMaster()).isEqualTo("main");
        assertThat(options(List.of(one, two), null, true).cluster()).isTrue();
    }

    private static RedisOptions options(List<URI> nodes, @Nullable String master, boolean cluster) {
        return new RedisOptions(nodes, null, master, null, cluster, null, 0, 1, 1, 1, 1, 1, "sb");
    }
}

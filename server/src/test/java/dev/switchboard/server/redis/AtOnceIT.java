package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

class AtOnceIT {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final UnifiedJedis client = REDIS.client();
    private final String key = REDIS.prefix() + "at-once";

    @Test
    void shouldAnswerEachCommand() {
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            Response<String> set = commands.set(key, "1");
            Response<Long> more = commands.incr(key);
            Response<String> none = commands.get(key + "-none");
            commands.sync();

            assertThat(set.get()).isEqualTo("OK");
            assertThat(more.get()).isEqualTo(2);
            assertThat(none.get()).isNull();
        }
    }

    @Test
    void shouldArriveAsOneTransaction() {
        long before = executions();

        try (AtOnce commands = new AtOnce(client.pipelined())) {
            commands.set(key, "1");
            commands.set(key, "2");
            commands.sync();
        }
        try (AtOnce alone = new AtOnce(client.pipelined())) {
            alone.set(key, "3");
            alone.sync();
        }

        assertThat(executions() - before).isEqualTo(1);
    }

    private long executions() {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_exec:calls="))
                .mapToLong(line -> Long.parseLong(line.replaceAll("^[^=]*=(\\d+),.*$", "$1")))
                .sum();
    }

    @Test
    void shouldGiveAnErrorToTheCommandThatFailed() {
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            Response<String> before = commands.set(key, "text");
            Response<Long> wrong = commands.incr(key);
            Response<String> after = commands.set(key, "later");
            commands.sync();

            assertThat(before.get()).isEqualTo("OK");
            assertThatThrownBy(wrong::get)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("not an integer");
            assertThat(after.get()).isEqualTo("OK");
        }
        assertThat(client.get(key)).isEqualTo("later");
    }

    @Test
    void shouldDoNothingWhenRedisWillNotTakeOneOfThem() {
        client.set(key, "before");
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            Response<String> set = commands.set(key, "after");
            Response<Object> wrong = commands.sendCommand(Protocol.Command.SET, key);
            commands.sync();

            assertThatThrownBy(set::get).isInstanceOf(JedisDataException.class).hasMessageStartingWith("EXECABORT");
            assertThatThrownBy(wrong::get)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("arguments");
        }
        assertThat(client.get(key)).isEqualTo("before");
    }

    @Test
    void shouldDoNothingWhenRedisIsFull() {
        client.set(key, "before");
        String memory = client.configGet("maxmemory").get("maxmemory");
        client.configSet("maxmemory", "1");
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            Response<String> set = commands.set(key, "after");
            Response<Long> expire = commands.pexpire(key, 100_000);
            commands.sync();

            assertThatThrownBy(set::get).isInstanceOf(JedisDataException.class).hasMessageStartingWith("OOM");
            assertThatThrownBy(expire::get).isInstanceOf(JedisDataException.class);
        } finally {
            client.configSet("maxmemory", memory);
        }
        assertThat(client.get(key)).isEqualTo("before");
        assertThat(client.pttl(key)).isEqualTo(-1);
    }

    @Test
    void shouldWaitForReplicasOfWhatItChanged() {
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            commands.set(key, "1");
            commands.set(key, "2");
            Response<Long> replicas = commands.waitReplicas("", 0, 100);
            assertThatThrownBy(() -> commands.set(key, "3")).isInstanceOf(IllegalStateException.class);
            commands.sync();

            assertThat(replicas.get()).isZero();
        }
        assertThat(client.get(key)).isEqualTo("2");
    }

    @Test
    void shouldAnswerNothingWhenNothingWasAsked() {
        try (AtOnce commands = new AtOnce(client.pipelined())) {
            commands.sync();
        }
        assertThat(client.exists(key)).isFalse();
    }
}

package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.publisher.OutboxStore;
import dev.switchboard.server.publisher.OutboxStoreKit;
import dev.switchboard.server.record.ChatRecord;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.model.ChatId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

class RedisOutboxStoreIT extends OutboxStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected OutboxStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).outbox();
    }

    @Override
    protected RecordStore recordsOfNode(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).records();
    }

    @Override
    protected List<byte[]> outbox() {
        byte[] key = Bytes.of(REDIS.prefix() + ":{r0}:outbox");
        return Bytes.entries(REDIS.client().xrange(key, Bytes.of("-"), Bytes.of("+"))).stream()
                .map(entry -> entry.get("d"))
                .toList();
    }

    @Override
    protected List<String> projection(String kind, long id) {
        Map<String, String> stored = REDIS.client().hgetAll(REDIS.prefix() + ":{r0}:presence:" + kind + ":" + id);
        stored.remove("position");
        return stored.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toList();
    }

    @Test
    void shouldKeepOutboxAndRecordsWithinTheirBounds() {
        OutboxStore store = node(anna);
        var chat = new ChatId(1);
        List<byte[]> messages =
                IntStream.range(0, 500).mapToObj(i -> bytes("m" + i)).toList();
        List<ChatRecord> records = Collections.nCopies(2_000, new ChatRecord(chat, bytes("record")));
        get(anna, () -> store.publish(0, 1, messages, records));

        UnifiedJedis client = REDIS.client();
        // Redis trims by whole blocks of 100 entries.
        assertThat(client.xlen(REDIS.prefix() + ":{r0}:outbox")).isBetween(100L, 200L);
        assertThat(client.xlen(REDIS.prefix() + ":{r0}:records")).isBetween(1_000L, 1_100L);
        assertThat(client.llen(REDIS.prefix() + ":{r0}:records:1")).isEqualTo(200);
        assertThat(client.pttl(REDIS.prefix() + ":{r0}:records:1")).isPositive();
    }

    @Test
    void shouldForgetRecordsWhoseTimeIsOver() {
        OutboxStore store = node(anna);
        String key = REDIS.prefix() + ":{r0}:records";
        UnifiedJedis client = REDIS.client();
        for (int i = 0; i < 300; i++) {
            client.xadd(
                    key, Map.of("c", "1", "d", "old"), XAddParams.xAddParams().id("1000-" + i));
        }
        get(anna, () -> store.publish(0, 1, List.of(), List.of(new ChatRecord(new ChatId(1), bytes("new")))));

        assertThat(client.xlen(key)).isLessThan(200);
    }
}

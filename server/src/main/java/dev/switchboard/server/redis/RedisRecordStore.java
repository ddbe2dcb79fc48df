package dev.switchboard.server.redis;

import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.model.ChatId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.Response;

/** Reads the record stream; written by {@link RedisOutboxStore}, together with the outbox. */
final class RedisRecordStore implements RecordStore {
    static final int OF_CHAT_MAX = 200;

    private final Keys keys;
    private final Lane lane;

    RedisRecordStore(Keys keys, Lane lane) {
        this.keys = keys;
        this.lane = lane;
    }

    @Override
    public CompletionStage<List<byte[]>> recordsOf(ChatId chat) {
        return lane.call(Operation.RECORD_READ, batch -> batch.commands().lrange(keys.recordsOf(chat), 0, -1))
                .thenCompose(this::byIds);
    }

    /** An id whose record has passed its time already finds nothing. */
    private CompletionStage<List<byte[]>> byIds(List<byte[]> ids) {
        return lane.call(Operation.RECORD_READ, batch -> {
            List<Response<List<Object>>> answers = ids.stream()
                    .map(id -> batch.commands().xrange(keys.records(), id, id))
                    .toList();
            return () -> answers.stream()
                    .flatMap(answer -> Bytes.entries(answer.get()).stream())
                    .map(entry -> entry.get("d"))
                    .toList();
        });
    }

    @Override
    public CompletionStage<Page> read(String after, int limit) {
        return lane.call(Operation.RECORD_READ, batch -> {
            Response<List<Object>> answer =
                    batch.commands().xrange(keys.records(), Bytes.of("(" + after), Bytes.of("+"), limit);
            return () -> page(Bytes.entries(answer.get()), after);
        });
    }

    private static Page page(List<Bytes.Entry> entries, String after) {
        String next =
                entries.isEmpty() ? after : entries.get(entries.size() - 1).id();
        return new Page(entries.stream().map(entry -> entry.get("d")).toList(), next);
    }
}

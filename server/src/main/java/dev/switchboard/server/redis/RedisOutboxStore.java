package dev.switchboard.server.redis;

import dev.switchboard.server.publisher.OutboxStore;
import dev.switchboard.server.record.ChatRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Response;

/** Outbox, records and projections; whatever a publisher repeats is recognised by its position. */
final class RedisOutboxStore implements OutboxStore {
    /** A publisher that was overtaken is not later than this. */
    private static final long DELETED_REMEMBERED_MS = TimeUnit.HOURS.toMillis(1);

    private final Keys keys;
    private final RedisLimits limits;
    private final Lane lane;

    RedisOutboxStore(Keys keys, RedisLimits limits, Lane lane) {
        this.keys = keys;
        this.limits = limits;
        this.lane = lane;
    }

    @Override
    public CompletionStage<Long> cursor() {
        return lane.call(Operation.OUTBOX_READ, batch -> {
            Response<byte[]> answer = batch.commands().get(keys.cursor());
            return () -> Bytes.numberOrZero(answer.get());
        });
    }

    @Override
    public CompletionStage<Long> publish(long after, long position, List<byte[]> outbox, List<ChatRecord> records) {
        var scriptKeys = new ArrayList<byte[]>(records.size() + 3);
        scriptKeys.addAll(List.of(keys.cursor(), keys.outbox(), keys.records()));
        var args = new ArrayList<byte[]>(outbox.size() + 2 * records.size() + 7);
        args.add(Bytes.of(after));
        args.add(Bytes.of(position));
        args.add(Bytes.of(limits.outboxEntriesMax()));
        args.add(Bytes.of(limits.recordsMax()));
        args.add(Bytes.of(limits.recordLife().toMillis()));
        args.add(Bytes.of(RedisRecordStore.OF_CHAT_MAX));
        args.add(Bytes.of(outbox.size()));
        args.addAll(outbox);
        for (ChatRecord entry : records) {
            scriptKeys.add(keys.recordsOf(entry.chat()));
            args.add(Bytes.of(entry.chat().value()));
            args.add(entry.body());
        }
        return lane.call(Operation.OUTBOX_PUBLISH, batch -> {
            Response<Object> answer = batch.run(Script.OUTBOX_PUBLISH, scriptKeys, args);
            return () -> Bytes.number(answer.get());
        });
    }

    @Override
    public CompletionStage<Void> project(long position, List<Projection> projections) {
        List<Projection> changes = List.copyOf(projections);
        return lane.call(Operation.PROJECTION_PUT, batch -> {
            List<Response<Object>> answers =
                    changes.stream().map(change -> put(batch, position, change)).toList();
            return Answers.none(answers);
        });
    }

    private Response<Object> put(Batch batch, long position, Projection change) {
        var args = new ArrayList<byte[]>(change.fields().size() + 2);
        args.add(Bytes.of(position));
        args.add(Bytes.of(DELETED_REMEMBERED_MS));
        change.fields().forEach(field -> args.add(Bytes.of(field)));
        return batch.run(Script.PROJECTION_PUT, List.of(keys.presence(change.kind(), change.id())), args);
    }
}

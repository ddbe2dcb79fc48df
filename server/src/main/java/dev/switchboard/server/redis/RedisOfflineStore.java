package dev.switchboard.server.redis;

import dev.switchboard.server.offline.OfflineLimits;
import dev.switchboard.server.offline.OfflineStore;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;

/** All messages in one slot. */
final class RedisOfflineStore implements OfflineStore {
    private static final int FIELDS = 6;

    private final Keys keys;
    private final OfflineLimits limits;
    private final Lane lane;

    RedisOfflineStore(Keys keys, OfflineLimits limits, Lane lane) {
        this.keys = keys;
        this.limits = limits;
        this.lane = lane;
    }

    @Override
    public CompletionStage<Kept> keep(Draft draft) {
        String customer = Long.toString(draft.customer().value());
        var all = new ArrayList<>(keys.offlineMessages());
        all.add(keys.offline("last"));
        all.add(keys.offline("key:" + customer + ":" + draft.key()));
        all.add(keys.offline("rate:c" + customer));
        all.add(keys.offline("rate:a" + draft.address()));
        List<byte[]> args = List.of(
                Bytes.of(draft.queue().value()),
                draft.body(),
                Bytes.of(limits.messagesMax()),
                Bytes.of(limits.life().toMillis()),
                Bytes.of(limits.keyLife().toMillis()),
                Bytes.of(limits.window().toMillis()),
                Bytes.of(limits.customerMax()),
                Bytes.of(limits.addressMax()),
                Bytes.of(limits.openPerQueueMax()));
        return lane.call(Operation.OFFLINE_WRITE, batch -> {
            expire(batch);
            Response<Object> answer = batch.run(Script.OFFLINE_KEEP, all, args);
            return () -> kept(Bytes.text(answer.get()));
        });
    }

    private void expire(Batch batch) {
        var unused = batch.run(
                Script.OFFLINE_EXPIRE,
                keys.offlineMessages(),
                List.of(Bytes.of(limits.life().toMillis())));
    }

    private static Kept kept(String word) {
        try {
            return Kept.valueOf(word);
        } catch (IllegalArgumentException unknown) {
            throw new StorageException(Reason.CORRUPT, "Redis gave another word than expected", unknown);
        }
    }

    @Override
    public CompletionStage<Page> list(Query query) {
        List<byte[]> args = List.of(
                Bytes.of(query.answered() ? 1 : 0),
                Bytes.of(query.after()),
                Bytes.of(query.limit()),
                queues(query.scope()));
        return lane.call(Operation.OFFLINE_READ, batch -> {
            expire(batch);
            Response<Object> answer = batch.run(Script.OFFLINE_LIST, keys.offlineMessages(), args);
            return () -> {
                List<?> flat = Bytes.list(answer.get());
                return new Page(messages(flat.subList(1, flat.size())), Math.toIntExact(Bytes.number(flat.get(0))));
            };
        });
    }

    @Override
    public CompletionStage<@Nullable Message> answer(long id, Scope scope, AgentId agent) {
        List<byte[]> args = List.of(Bytes.of(id), queues(scope), Bytes.of(agent.value()));
        return lane.call(Operation.OFFLINE_WRITE, batch -> {
            Response<Object> answer = batch.run(Script.OFFLINE_ANSWER, keys.offlineMessages(), args);
            return () -> {
                List<Message> found = messages(Bytes.list(answer.get()));
                return found.isEmpty() ? null : found.get(0);
            };
        });
    }

    /** As scripts take it: "*", or ids between blanks. */
    private static byte[] queues(Scope scope) {
        return Bytes.of(
                scope.all()
                        ? "*"
                        : scope.queues().stream()
                                .map(queue -> Integer.toString(queue.value()))
                                .collect(Collectors.joining(" ", " ", " ")));
    }

    private static List<Message> messages(List<?> flat) {
        var found = new ArrayList<Message>();
        for (int i = 0; i + FIELDS <= flat.size(); i += FIELDS) {
            long agent = Bytes.number(flat.get(i + 4));
            found.add(new Message(
                    Bytes.number(flat.get(i)),
                    new QueueId(Math.toIntExact(Bytes.number(flat.get(i + 1)))),
                    Bytes.number(flat.get(i + 2)),
                    Bytes.bytes(flat.get(i + 3)),
                    agent == 0 ? null : new Answer(new AgentId(agent), Bytes.number(flat.get(i + 5)))));
        }
        return found;
    }
}

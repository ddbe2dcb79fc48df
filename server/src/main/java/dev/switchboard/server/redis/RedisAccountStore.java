package dev.switchboard.server.redis;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/** Accounts in hashes, one set of them per kind, all in one slot. */
final class RedisAccountStore implements AccountStore {
    private final Keys keys;
    private final Lane lane;

    RedisAccountStore(Keys keys, Lane lane) {
        this.keys = keys;
        this.lane = lane;
    }

    @Override
    public CompletionStage<Long> nextId(Kind kind) {
        return lane.call(Operation.ACCOUNT_WRITE, batch -> batch.commands().incr(keys.lastId(kind)));
    }

    @Override
    public CompletionStage<Long> put(Kind kind, long id, String name, long expected, byte[] value) {
        List<byte[]> args = List.of(Bytes.of(id), Bytes.of(name), Bytes.of(expected), value);
        return lane.call(Operation.ACCOUNT_WRITE, batch -> {
            Response<Object> answer = batch.run(Script.ACCOUNT_PUT, keys.objects(kind), args);
            return () -> revision(Bytes.list(answer.get()), expected);
        });
    }

    @Override
    public CompletionStage<Void> delete(Kind kind, long id, long expected) {
        var all = new ArrayList<>(keys.objects(kind));
        all.add(keys.secrets(kind));
        return lane.call(Operation.ACCOUNT_WRITE, batch -> {
            Response<Object> answer = batch.run(Script.ACCOUNT_DELETE, all, List.of(Bytes.of(id), Bytes.of(expected)));
            return () -> {
                revision(Bytes.list(answer.get()), expected);
                return null;
            };
        });
    }

    private static long revision(List<?> answer, long expected) {
        long number = Bytes.number(answer.get(1));
        return switch (Bytes.text(answer.get(0))) {
            case "OK" -> number;
            case "NAME" -> throw new StorageException(Reason.CONFLICT, "The name is taken by " + number);
            default -> throw new StorageException(Reason.CONFLICT, "Revision is " + number + ", not " + expected);
        };
    }

    @Override
    public CompletionStage<@Nullable Stored> get(Kind kind, long id) {
        return objects(kind, "id", Bytes.of(id), 1).thenApply(RedisAccountStore::single);
    }

    @Override
    public CompletionStage<@Nullable Stored> byName(Kind kind, String name) {
        return objects(kind, "name", Bytes.of(name), 1).thenApply(RedisAccountStore::single);
    }

    private static @Nullable Stored single(List<Stored> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public CompletionStage<List<Stored>> list(Kind kind, long after, int limit) {
        return objects(kind, "after", Bytes.of(after), limit);
    }

    private CompletionStage<List<Stored>> objects(Kind kind, String how, byte[] what, int limit) {
        return lane.call(Operation.ACCOUNT_READ, batch -> {
            Response<Object> answer =
                    batch.run(Script.ACCOUNT_LIST, keys.objects(kind), List.of(Bytes.of(how), what, Bytes.of(limit)));
            return () -> objects(Bytes.list(answer.get()));
        });
    }

    private static List<Stored> objects(List<?> flat) {
        var found = new ArrayList<Stored>(flat.size() / 4);
        for (int i = 0; i + 3 < flat.size(); i += 4) {
            found.add(new Stored(
                    Bytes.number(flat.get(i)),
                    Bytes.text(flat.get(i + 1)),
                    Bytes.number(flat.get(i + 2)),
                    Bytes.bytes(flat.get(i + 3))));
        }
        return found;
    }

    @Override
    public CompletionStage<Void> putSecret(Kind kind, long id, String secret) {
        return lane.call(
                Operation.ACCOUNT_WRITE,
                batch -> Answers.none(batch.commands().hset(keys.secrets(kind), Bytes.of(id), Bytes.of(secret))));
    }

    @Override
    public CompletionStage<@Nullable String> secret(Kind kind, long id) {
        return lane.call(
                Operation.ACCOUNT_READ, batch -> textOrNull(batch.commands().hget(keys.secrets(kind), Bytes.of(id))));
    }

    @Override
    public CompletionStage<Boolean> putOnce(String key, String value, long lifeMs) {
        return lane.call(Operation.ACCOUNT_WRITE, batch -> {
            var params = new SetParams().nx().px(lifeMs);
            Response<String> answer = batch.commands().set(keys.once(key), Bytes.of(value), params);
            return () -> answer.get() != null;
        });
    }

    @Override
    public CompletionStage<@Nullable String> takeOnce(String key, boolean remove) {
        Operation operation = remove ? Operation.ACCOUNT_WRITE : Operation.ACCOUNT_READ;
        return lane.call(
                operation,
                batch -> textOrNull(
                        remove
                                ? batch.commands().getDel(keys.once(key))
                                : batch.commands().get(keys.once(key))));
    }

    @Override
    public CompletionStage<Long> raise(String key, long value, long lifeMs) {
        return lane.call(Operation.ACCOUNT_WRITE, batch -> {
            Response<Object> answer =
                    batch.run(Script.MARK_RAISE, List.of(keys.mark(key)), List.of(Bytes.of(value), Bytes.of(lifeMs)));
            return () -> Bytes.number(answer.get());
        });
    }

    @Override
    public CompletionStage<Long> raised(String key) {
        return lane.call(Operation.ACCOUNT_READ, batch -> {
            Response<byte[]> answer = batch.commands().get(keys.mark(key));
            return () -> Bytes.numberOrZero(answer.get());
        });
    }

    @Override
    public CompletionStage<String> shared(String key, String proposal) {
        return lane.call(Operation.ACCOUNT_WRITE, batch -> {
            Response<Long> first = batch.commands().hsetnx(keys.shared(), Bytes.of(key), Bytes.of(proposal));
            Response<byte[]> stored = batch.commands().hget(keys.shared(), Bytes.of(key));
            return () -> {
                first.get();
                return Bytes.text(stored.get());
            };
        });
    }

    private static Supplier<@Nullable String> textOrNull(Response<byte[]> answer) {
        return () -> {
            byte @Nullable [] stored = answer.get();
            return stored == null ? null : Bytes.text(stored);
        };
    }
}

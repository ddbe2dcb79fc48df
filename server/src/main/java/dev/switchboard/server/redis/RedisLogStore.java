package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.XTrimParams;

/** The log in a stream; a batch of payloads is one script call, so that it is appended whole or not at all. */
final class RedisLogStore implements LogStore {
    private final Keys keys;
    private final RedisLimits limits;
    private final Lane appends;
    private final Lane queries;
    private final LogReader reader;

    RedisLogStore(Keys keys, RedisLimits limits, Lane appends, Lane queries, LogReader reader) {
        this.keys = keys;
        this.limits = limits;
        this.appends = appends;
        this.queries = queries;
        this.reader = reader;
    }

    @Override
    public CompletionStage<List<Long>> append(List<byte[]> payloads, long above) {
        var args = new ArrayList<byte[]>(payloads.size() + 3);
        args.add(Bytes.of(above));
        args.add(Bytes.of(limits.logEntriesMax()));
        args.add(Bytes.of(LOST_MAX));
        args.addAll(payloads);
        return appends.call(Operation.LOG_APPEND, batch -> {
            Response<Object> answer = batch.run(Script.LOG_APPEND, List.of(keys.log(), keys.logEnd()), args);
            return () -> positions(answer.get());
        });
    }

    private List<Long> positions(@Nullable Object answer) {
        if (answer == null) {
            throw new StorageException(
                    Reason.LOG_FULL, "The log has its limit of " + limits.logEntriesMax() + " entries");
        }
        List<?> range = Bytes.list(answer);
        return LongStream.rangeClosed(Bytes.number(range.get(0)), Bytes.number(range.get(1)))
                .boxed()
                .toList();
    }

    @Override
    public CompletionStage<Batch> read(long after, int max, long waitMs) {
        return reader.read(after, max, waitMs);
    }

    @Override
    public CompletionStage<Tip> tip() {
        return queries.call(Operation.LOG_TIP, batch -> {
            var answer = batch.commands().hmget(keys.logEnd(), Bytes.of("position"), Bytes.of("tip"));
            return () -> tip(answer.get().get(0), answer.get().get(1));
        });
    }

    static Tip tip(@Nullable Object position, @Nullable Object hash) {
        return position == null ? Tip.EMPTY : new Tip(Bytes.number(position), Bytes.text(hash));
    }

    @Override
    public CompletionStage<Void> trim(long upTo) {
        return queries.call(Operation.LOG_TRIM, batch -> {
            var params = new XTrimParams().exactTrimming().minId((upTo + 1) + "-0");
            Response<Long> answer = batch.commands().xtrim(keys.log(), params);
            return Answers.none(answer);
        });
    }

    @Override
    public CompletionStage<List<Long>> skipped() {
        return queries.call(Operation.LOG_SKIPPED, batch -> {
            var answer = batch.commands().smembers(keys.skip());
            return () -> answer.get().stream().map(Bytes::number).sorted().toList();
        });
    }

    @Override
    public CompletionStage<Long> nextIncarnation() {
        return queries.call(Operation.LOG_INCARNATION, batch -> {
            Response<Object> answer = batch.run(
                    Script.INCARNATION_NEXT,
                    List.of(keys.incarnation(), keys.incarnationHistory()),
                    List.of(Bytes.of(LOST_MAX)));
            return () -> Bytes.number(answer.get());
        });
    }
}

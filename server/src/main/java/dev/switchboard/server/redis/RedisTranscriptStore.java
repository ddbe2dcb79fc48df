package dev.switchboard.server.redis;

import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.Response;

/** Transcripts: per chat a stream and a hash, always changed by one script. */
final class RedisTranscriptStore implements TranscriptStore {
    /** What is known of the listening nodes of a chat that gets no transcript goes away after this time. */
    private static final long LISTENERS_ALONE_MS = TimeUnit.HOURS.toMillis(1);

    private static final int WORDS_BEFORE_NODES = 5;

    private final Keys keys;
    private final RedisLimits limits;
    private final Lane lane;
    private final byte[] chatEntriesMax;

    RedisTranscriptStore(Keys keys, RedisLimits limits, Lane lane) {
        this.keys = keys;
        this.limits = limits;
        this.lane = lane;
        this.chatEntriesMax = Bytes.of(limits.chatEntriesMax());
    }

    @Override
    public CompletionStage<AppendResult> append(Draft draft) {
        List<byte[]> args = List.of(
                Bytes.of(draft.version()),
                Bytes.of(draft.member()),
                Bytes.of(draft.messageId()),
                Bytes.of(draft.staffOnly() ? 1 : 0),
                draft.body());
        return lane.call(Operation.TRANSCRIPT_APPEND, batch -> {
            Supplier<Object> answer =
                    batch.gather(Script.TRANSCRIPT_APPEND, List.of(chatEntriesMax), allKeys(draft.chat()), args);
            return () -> appendResult(Bytes.text(answer.get()));
        });
    }

    @Override
    public CompletionStage<AppendResult> appendLine(Line line) {
        String members = line.members().stream().map(member -> member + " ").collect(Collectors.joining("", " ", ""));
        List<byte[]> args = List.of(
                Bytes.of(line.version()),
                Bytes.of(line.previous()),
                Bytes.of(members),
                Bytes.of(limits.chatEntriesMax() + limits.chatLinesMax()),
                Bytes.of(limits.closedChatLife().toMillis()),
                line.body());
        return lane.call(Operation.TRANSCRIPT_LINE, batch -> {
            Response<Object> answer = batch.run(Script.TRANSCRIPT_LINE, allKeys(line.chat()), args);
            return () -> appendResult(Bytes.text(answer.get()));
        });
    }

    /** From {@code STORED 12 1763900000000 11 0 5 7}, the listening nodes at the end, or {@code CLOSED 80}. */
    private static AppendResult appendResult(String answer) {
        try {
            String[] words = answer.trim().split(" ", -1);
            if (!"STORED".equals(words[0])) {
                return new Rejected(Why.valueOf(words[0]), Long.parseLong(words[1]));
            }
            var listeners = new ArrayList<NodeId>(words.length - WORDS_BEFORE_NODES);
            for (int i = WORDS_BEFORE_NODES; i < words.length; i++) {
                listeners.add(new NodeId(Long.parseLong(words[i])));
            }
            listeners.sort(null);
            return new Stored(
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    "1".equals(words[4]),
                    listeners);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException failure) {
            throw new StorageException(Reason.CORRUPT, "Redis answered an append with: " + answer, failure);
        }
    }

    @Override
    public CompletionStage<Tail> listen(ChatId chat, NodeId node, long after, int limit) {
        return tail(Operation.TRANSCRIPT_LISTEN, chat, Bytes.of(node.value()), after, limit);
    }

    @Override
    public CompletionStage<Tail> read(ChatId chat, long after, int limit) {
        return tail(Operation.TRANSCRIPT_READ, chat, new byte[0], after, limit);
    }

    private CompletionStage<Tail> tail(Operation operation, ChatId chat, byte[] node, long after, int limit) {
        List<byte[]> args = List.of(Bytes.of(Math.max(after, 0)), Bytes.of(limit), node, Bytes.of(LISTENERS_ALONE_MS));
        return lane.call(operation, batch -> {
            Response<Object> answer = batch.run(Script.TRANSCRIPT_LISTEN, allKeys(chat), args);
            return () -> tail(Bytes.list(answer.get()), after);
        });
    }

    private static Tail tail(List<?> answer, long after) {
        long last = Bytes.numberOrZero(answer.get(0));
        List<StoredEntry> entries = Bytes.entries(answer.get(1)).stream()
                .map(entry -> new StoredEntry(
                        entry.number(),
                        Bytes.number(entry.get("t")),
                        Bytes.number(entry.get("v")),
                        Bytes.number(entry.get("o")) == 1,
                        entry.get("d")))
                .toList();
        long reached =
                entries.isEmpty() ? after : entries.get(entries.size() - 1).sequence();
        return new Tail(entries, last, reached < last);
    }

    @Override
    public CompletionStage<Void> unlisten(ChatId chat, NodeId node) {
        return lane.call(
                Operation.TRANSCRIPT_LISTEN,
                batch -> Answers.none(batch.run(
                        Script.TRANSCRIPT_UNLISTEN, List.of(keys.state(chat)), List.of(Bytes.of(node.value())))));
    }

    @Override
    public CompletionStage<Map<ChatId, Long>> lastSequences(Collection<ChatId> chats) {
        List<ChatId> asked = List.copyOf(chats);
        return lane.call(Operation.TRANSCRIPT_READ, batch -> {
            List<Response<byte[]>> answers = asked.stream()
                    .map(chat -> batch.commands().hget(keys.state(chat), Bytes.of("sequence")))
                    .toList();
            return () -> {
                var found = new LinkedHashMap<ChatId, Long>();
                for (int i = 0; i < answers.size(); i++) {
                    long sequence = Bytes.numberOrZero(answers.get(i).get());
                    if (sequence > 0) {
                        found.put(asked.get(i), sequence);
                    }
                }
                return found;
            };
        });
    }

    @Override
    public CompletionStage<Void> expire(ChatId chat, long afterMs) {
        return lane.call(
                Operation.TRANSCRIPT_EXPIRE,
                batch -> Answers.none(allKeys(chat).stream()
                        .map(key -> batch.commands().pexpire(key, afterMs))
                        .toList()));
    }

    private List<byte[]> allKeys(ChatId chat) {
        return List.of(keys.lines(chat), keys.state(chat));
    }
}

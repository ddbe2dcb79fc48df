package dev.switchboard.server.publisher;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.record.ChatRecord;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Outbox, records and projections in memory, shared by all nodes. */
public final class InMemoryOutboxStore {
    private static final int RECORDS_OF_CHAT_MAX = 200;

    private final List<byte[]> outbox = new ArrayList<>();
    private final List<ChatRecord> records = new ArrayList<>();
    private final SortedMap<String, Projected> projections = new TreeMap<>();
    private long cursor;

    public OutboxStore forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public OutboxStore forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    public RecordStore recordsForNode(Loop loop) {
        return recordsForNode(loop, StoreFaults.none());
    }

    public RecordStore recordsForNode(Loop loop, StoreFaults faults) {
        return new RecordView(new StoreLink(loop, faults, this));
    }

    /** Everything published, oldest first. */
    public synchronized List<byte[]> outbox() {
        return List.copyOf(outbox);
    }

    /** All records, oldest first. */
    public synchronized List<ChatRecord> records() {
        return List.copyOf(records);
    }

    /** Fields of a projected hash, names and values in turn; empty when there is none. */
    public synchronized List<String> projection(String kind, long id) {
        Projected found = projections.get(kind + ":" + id);
        return found == null ? List.of() : found.fields();
    }

    /** Remembers what is stored now; running it loses everything since, as a failover to a replica that lags does. */
    public synchronized Runnable savepoint() {
        int messages = outbox.size();
        int recorded = records.size();
        var projectionsThen = new TreeMap<>(projections);
        long cursorThen = cursor;
        return () -> {
            synchronized (this) {
                outbox.subList(messages, outbox.size()).clear();
                records.subList(recorded, records.size()).clear();
                projections.clear();
                projections.putAll(projectionsThen);
                cursor = cursorThen;
            }
        };
    }

    private long publish(long after, long position, List<byte[]> messages, List<ChatRecord> decisions) {
        if (cursor == after && position > after) {
            outbox.addAll(messages);
            records.addAll(decisions);
            cursor = position;
        }
        return cursor;
    }

    private void project(long position, OutboxStore.Projection projection) {
        String key = projection.kind() + ":" + projection.id();
        Projected stored = projections.get(key);
        if (stored == null || stored.position() < position) {
            projections.put(key, new Projected(position, List.copyOf(projection.fields())));
        }
    }

    private record Projected(long position, List<String> fields) {}

    private final class View implements OutboxStore {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Long> cursor() {
            return link.call(() -> cursor);
        }

        @Override
        public CompletionStage<Long> publish(
                long after, long position, List<byte[]> messages, List<ChatRecord> decisions) {
            List<byte[]> messagesCopy = List.copyOf(messages);
            List<ChatRecord> decisionsCopy = List.copyOf(decisions);
            return link.call(() -> InMemoryOutboxStore.this.publish(after, position, messagesCopy, decisionsCopy));
        }

        @Override
        public CompletionStage<Void> project(long position, List<Projection> changes) {
            List<Projection> copy = List.copyOf(changes);
            return link.callBatch(copy.size(), done -> {
                copy.subList(0, done).forEach(change -> InMemoryOutboxStore.this.project(position, change));
                return null;
            });
        }
    }

    private final class RecordView implements RecordStore {
        private final StoreLink link;

        RecordView(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<List<byte[]>> recordsOf(ChatId chat) {
            return link.call(() -> {
                List<byte[]> found = records.stream()
                        .filter(entry -> entry.chat().equals(chat))
                        .map(ChatRecord::body)
                        .toList();
                return found.subList(Math.max(0, found.size() - RECORDS_OF_CHAT_MAX), found.size());
            });
        }

        @Override
        public CompletionStage<Page> read(String after, int limit) {
            return link.call(() -> {
                int from = Math.min(Integer.parseInt(after), records.size());
                int to = Math.min(from + limit, records.size());
                List<byte[]> found =
                        records.subList(from, to).stream().map(ChatRecord::body).toList();
                return new Page(found, Integer.toString(to));
            });
        }
    }
}

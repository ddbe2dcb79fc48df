package dev.switchboard.server.transcript;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import dev.switchboard.server.transcript.TranscriptStore.AppendResult;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Rejected;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import dev.switchboard.server.transcript.TranscriptStore.Why;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Transcripts in memory, shared by all nodes. */
public final class InMemoryTranscriptStore {
    private static final int ENTRIES_MAX = 5_000;
    /** System lines still fit into a full transcript, up to this many entries more. */
    private static final int LINES_BEYOND_MAX = 1_000;

    private final LongSupplier utcMs;
    private final int entriesMax;
    private final int linesBeyondMax;
    private final Map<ChatId, Transcript> transcripts = new TreeMap<>();

    /** @param utcMs the store's clock */
    public InMemoryTranscriptStore(LongSupplier utcMs) {
        this(utcMs, ENTRIES_MAX, LINES_BEYOND_MAX);
    }

    public InMemoryTranscriptStore(LongSupplier utcMs, int entriesMax, int linesBeyondMax) {
        this.utcMs = utcMs;
        this.entriesMax = entriesMax;
        this.linesBeyondMax = linesBeyondMax;
    }

    public TranscriptStore forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public TranscriptStore forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    /** The whole transcript of a chat, for checkers. */
    public synchronized List<StoredEntry> entries(ChatId chat) {
        Transcript transcript = transcripts.get(chat);
        return transcript == null ? List.of() : List.copyOf(transcript.entries);
    }

    public synchronized Set<ChatId> chats() {
        return new TreeSet<>(transcripts.keySet());
    }

    /** Remembers what is stored now; running it loses everything since, as a failover to a replica that lags does. */
    public synchronized Runnable savepoint() {
        var then = new TreeMap<ChatId, Transcript>();
        transcripts.forEach((chat, transcript) -> then.put(chat, transcript.copy()));
        return () -> {
            synchronized (this) {
                transcripts.clear();
                transcripts.putAll(then);
            }
        };
    }

    private Transcript transcript(ChatId chat) {
        Transcript found = transcripts.computeIfAbsent(chat, key -> new Transcript());
        if (found.expiresAtMs != null && found.expiresAtMs <= utcMs.getAsLong()) {
            found = new Transcript();
            transcripts.put(chat, found);
        }
        return found;
    }

    private AppendResult append(Draft draft) {
        Transcript chat = transcript(draft.chat());
        String key = draft.member() + " " + draft.messageId();
        StoredEntry known = chat.byMessageId.get(key);
        if (known != null) {
            return stored(known, true, chat);
        }
        Why refusal = refusal(chat, draft);
        if (refusal != null) {
            return new Rejected(refusal, chat.version);
        }
        StoredEntry entry = add(chat, draft.staffOnly(), draft.body());
        chat.byMessageId.put(key, entry);
        return stored(entry, false, chat);
    }

    private @Nullable Why refusal(Transcript chat, Draft draft) {
        if (draft.version() > chat.version) {
            return Why.BEHIND;
        }
        if (chat.members.isEmpty()) {
            return Why.CLOSED;
        }
        if (!chat.members.contains(draft.member())) {
            return Why.NOT_A_MEMBER;
        }
        return chat.entries.size() >= entriesMax ? Why.FULL : null;
    }

    private AppendResult appendLine(Line line) {
        Transcript chat = transcript(line.chat());
        if (line.version() <= chat.version) {
            return new Stored(0, utcMs.getAsLong(), chat.lastVisible, true, chat.listeners());
        }
        if (chat.version < line.previous()) {
            return new Rejected(Why.BEHIND, chat.version);
        }
        chat.version = line.version();
        chat.members = Set.copyOf(line.members());
        if (chat.members.isEmpty()) {
            chat.byMessageId.clear();
        } else {
            chat.expiresAtMs = null;
        }
        if (chat.entries.size() >= entriesMax + linesBeyondMax) {
            return new Stored(0, utcMs.getAsLong(), chat.lastVisible, false, chat.listeners());
        }
        return stored(add(chat, false, line.body()), false, chat);
    }

    private StoredEntry add(Transcript chat, boolean staffOnly, byte[] body) {
        long sequence = chat.entries.size() + 1L;
        var entry = new StoredEntry(sequence, utcMs.getAsLong(), chat.lastVisible, staffOnly, body.clone());
        chat.entries.add(entry);
        if (!staffOnly) {
            chat.lastVisible = sequence;
        }
        return entry;
    }

    private static Stored stored(StoredEntry entry, boolean duplicate, Transcript chat) {
        return new Stored(entry.sequence(), entry.timeMs(), entry.previousVisible(), duplicate, chat.listeners());
    }

    private static Tail tail(Transcript chat, long after, int limit) {
        int last = chat.entries.size();
        int from = (int) Math.min(Math.max(after, 0), last);
        int to = Math.min(last, from + limit);
        return new Tail(List.copyOf(chat.entries.subList(from, to)), last, to < last);
    }

    private static final class Transcript {
        final List<StoredEntry> entries = new ArrayList<>();
        final Map<String, StoredEntry> byMessageId = new HashMap<>();
        final Set<NodeId> nodes = new TreeSet<>();
        Set<String> members = Set.of();
        long version;
        long lastVisible;

        @Nullable
        Long expiresAtMs;

        Transcript copy() {
            var copy = new Transcript();
            copy.entries.addAll(entries);
            copy.byMessageId.putAll(byMessageId);
            copy.nodes.addAll(nodes);
            copy.members = members;
            copy.version = version;
            copy.lastVisible = lastVisible;
            copy.expiresAtMs = expiresAtMs;
            return copy;
        }

        List<NodeId> listeners() {
            return List.copyOf(nodes);
        }
    }

    private final class View implements TranscriptStore {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<AppendResult> append(Draft draft) {
            return link.call(() -> InMemoryTranscriptStore.this.append(draft));
        }

        @Override
        public CompletionStage<AppendResult> appendLine(Line line) {
            return link.call(() -> InMemoryTranscriptStore.this.appendLine(line));
        }

        @Override
        public CompletionStage<Tail> listen(ChatId chat, NodeId node, long after, int limit) {
            return link.call(() -> {
                Transcript found = transcript(chat);
                found.nodes.add(node);
                return tail(found, after, limit);
            });
        }

        @Override
        public CompletionStage<Void> unlisten(ChatId chat, NodeId node) {
            return link.run(() -> transcript(chat).nodes.remove(node));
        }

        @Override
        public CompletionStage<Tail> read(ChatId chat, long after, int limit) {
            return link.call(() -> tail(transcript(chat), after, limit));
        }

        @Override
        public CompletionStage<Map<ChatId, Long>> lastSequences(Collection<ChatId> chats) {
            List<ChatId> copy = List.copyOf(chats);
            return link.call(() -> {
                var last = new LinkedHashMap<ChatId, Long>();
                for (ChatId chat : copy) {
                    int count = transcript(chat).entries.size();
                    if (count > 0) {
                        last.put(chat, (long) count);
                    }
                }
                return last;
            });
        }

        @Override
        public CompletionStage<Void> expire(ChatId chat, long afterMs) {
            return link.run(() -> transcript(chat).expiresAtMs = utcMs.getAsLong() + afterMs);
        }
    }
}

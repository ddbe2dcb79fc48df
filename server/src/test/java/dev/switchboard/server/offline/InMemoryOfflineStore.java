package dev.switchboard.server.offline;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.offline.OfflineStore.Answer;
import dev.switchboard.server.offline.OfflineStore.Draft;
import dev.switchboard.server.offline.OfflineStore.Kept;
import dev.switchboard.server.offline.OfflineStore.Message;
import dev.switchboard.server.offline.OfflineStore.Page;
import dev.switchboard.server.offline.OfflineStore.Query;
import dev.switchboard.server.offline.OfflineStore.Scope;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** In memory, shared by all nodes. */
public final class InMemoryOfflineStore {
    private final LongSupplier utcMs;
    private final OfflineLimits limits;
    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    /** When repeats were last recognised, by customer and key. */
    private final Map<String, Long> keys = new HashMap<>();
    /** By customer or address. */
    private final Map<String, Window> windows = new HashMap<>();

    private long lastId;

    public InMemoryOfflineStore(LongSupplier utcMs, OfflineLimits limits) {
        this.utcMs = utcMs;
        this.limits = limits;
    }

    public OfflineStore forNode(Loop loop, StoreFaults faults) {
        return new View(new StoreLink(loop, faults, this));
    }

    private static final class Window {
        private final long endsMs;
        private int count;

        Window(long endsMs) {
            this.endsMs = endsMs;
        }
    }

    private Kept keep(Draft draft) {
        long now = utcMs.getAsLong();
        expire(now);
        String key = draft.customer() + " " + draft.key();
        Long known = keys.get(key);
        if (known != null && now - known < limits.keyLife().toMillis()) {
            keys.put(key, now);
            return Kept.STORED;
        }
        Window customer = window(draft.customer().toString(), now);
        Window address = window(draft.address(), now);
        if (customer.count >= limits.customerMax() || address.count >= limits.addressMax()) {
            return Kept.TOO_MANY;
        }
        if (open(draft.queue()) >= limits.openPerQueueMax()) {
            return Kept.FULL;
        }
        if (messages.size() >= limits.messagesMax()) {
            Long oldest = messages.values().stream()
                    .filter(message -> message.answer() != null)
                    .map(Message::id)
                    .findFirst()
                    .orElse(null);
            if (oldest == null) {
                return Kept.FULL;
            }
            messages.remove(oldest);
        }
        long id = ++lastId;
        messages.put(id, new Message(id, draft.queue(), now, draft.body().clone(), null));
        keys.put(key, now);
        customer.count++;
        address.count++;
        return Kept.STORED;
    }

    private long open(QueueId queue) {
        return messages.values().stream()
                .filter(message -> message.answer() == null && message.queue().equals(queue))
                .count();
    }

    private Window window(String sender, long now) {
        Window open = windows.get(sender);
        if (open == null || open.endsMs <= now) {
            open = new Window(now + limits.window().toMillis());
            windows.put(sender, open);
        }
        return open;
    }

    private void expire(long now) {
        messages.values()
                .removeIf(message -> message.timeMs() <= now - limits.life().toMillis());
    }

    private Page list(Query query) {
        expire(utcMs.getAsLong());
        int open = 0;
        for (Message message : messages.values()) {
            open += message.answer() == null && query.scope().holds(message.queue()) ? 1 : 0;
        }
        NavigableMap<Long, Message> from = query.answered()
                ? query.after() == 0
                        ? messages.descendingMap()
                        : messages.headMap(query.after(), false).descendingMap()
                : messages.tailMap(query.after(), false);
        List<Message> found = new ArrayList<>();
        for (Message message : from.values()) {
            boolean wanted = (message.answer() != null) == query.answered()
                    && query.scope().holds(message.queue());
            if (wanted && found.size() < query.limit()) {
                found.add(message);
            }
        }
        return new Page(found, open);
    }

    private @Nullable Message answer(long id, Scope scope, AgentId agent) {
        Message message = messages.get(id);
        if (message == null || !scope.holds(message.queue())) {
            return null;
        }
        if (message.answer() == null) {
            message = new Message(
                    id, message.queue(), message.timeMs(), message.body(), new Answer(agent, utcMs.getAsLong()));
            messages.put(id, message);
        }
        return message;
    }

    private final class View implements OfflineStore {
        private final StoreLink link;

        View(StoreLink link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Kept> keep(Draft draft) {
            return link.call(() -> InMemoryOfflineStore.this.keep(draft));
        }

        @Override
        public CompletionStage<Page> list(Query query) {
            return link.call(() -> InMemoryOfflineStore.this.list(query));
        }

        @Override
        public CompletionStage<@Nullable Message> answer(long id, Scope scope, AgentId agent) {
            return link.call(() -> InMemoryOfflineStore.this.answer(id, scope, agent));
        }
    }
}

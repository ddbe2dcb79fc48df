package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.QueueDirectory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What people see of all queues, read together because there are at most {@link References#COUNT_MAX} and every welcome needs some.
 * Readers that come while a reading is under way share it; when a queue changed after it began they share the next one, so
 * that however many change at once there are two. While the storage is away what was read last stays.
 */
public final class StoredQueues implements QueueDirectory {
    static final long LIFE_MS = 5_000;

    private static final int PAGE = 500;
    private static final QueueFormat FORMAT = new QueueFormat();

    private final AccountStore store;
    private final Loop loop;
    /** Empty for a queue that was asked for and is not stored, so that it is not looked for at each call. */
    private Map<QueueId, Optional<Shown>> shown = Map.of();

    private long goodUntilMs = Long.MIN_VALUE;
    private @Nullable CompletableFuture<Void> reading;
    /** Begins when the present reading has ended. */
    private @Nullable CompletableFuture<Void> next;

    private boolean outdated;

    private record Shown(String title, boolean prefersLastAgent) {}

    public StoredQueues(AccountStore store, Loop loop) {
        this.store = store;
        this.loop = loop;
    }

    @Override
    public @Nullable String title(QueueId queue) {
        return of(queue).map(Shown::title).orElse(null);
    }

    @Override
    public boolean prefersLastAgent(QueueId queue) {
        return of(queue).map(Shown::prefersLastAgent).orElse(false);
    }

    private Optional<Shown> of(QueueId queue) {
        return shown.getOrDefault(queue, Optional.empty());
    }

    @Override
    public void changed() {
        goodUntilMs = Long.MIN_VALUE;
        outdated = reading != null;
    }

    @Override
    public CompletionStage<Void> prepare(Collection<QueueId> queues) {
        if (loop.nowMs() < goodUntilMs && shown.keySet().containsAll(queues)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> running = reading;
        if (running == null) {
            return begin(queues);
        }
        if (!outdated) {
            return running;
        }
        CompletableFuture<Void> waiting = next;
        if (waiting == null) {
            CompletableFuture<Void> later = new CompletableFuture<>();
            next = later;
            var unused = running.thenRun(() -> {
                next = null;
                (reading == null ? begin(queues) : reading).thenRun(() -> later.complete(null));
            });
            waiting = later;
        }
        return waiting;
    }

    private CompletionStage<Void> begin(Collection<QueueId> queues) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        reading = done;
        outdated = false;
        Map<QueueId, Optional<Shown>> read = new HashMap<>();
        List.copyOf(queues).forEach(queue -> read.put(queue, Optional.empty()));
        read(0, read).whenComplete((all, failure) -> {
            if (failure == null) {
                shown = read;
                goodUntilMs = outdated ? Long.MIN_VALUE : loop.nowMs() + LIFE_MS;
            }
            reading = null;
            done.complete(null);
        });
        return done;
    }

    private CompletionStage<Void> read(long after, Map<QueueId, Optional<Shown>> read) {
        return store.list(AccountStore.Kind.QUEUE, after, PAGE).thenCompose(page -> {
            for (AccountStore.Stored stored : page) {
                Queue queue = FORMAT.parse(stored);
                read.put(
                        new QueueId(Math.toIntExact(stored.id())),
                        Optional.of(new Shown(queue.getTitle(), queue.getPrefersLastAgent())));
            }
            return page.size() < PAGE
                    ? CompletableFuture.completedStage(null)
                    : read(page.get(page.size() - 1).id(), read);
        });
    }
}

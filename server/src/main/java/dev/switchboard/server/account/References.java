package dev.switchboard.server.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Queues and skills by name and id, as they are in the store now. Stored objects refer to them by id, so that a queue can
 * be renamed; people see names.
 */
public final class References {
    /** There are at most this many queues, and as many skills; see {@link Format#countMax}. */
    static final int COUNT_MAX = 1_000;

    private static final int PAGE = 500;
    private static final QueueFormat QUEUE_FORMAT = new QueueFormat();

    private final Ids queues = new Ids();
    private final Ids skills = new Ids();
    /** By id of the queue, where it has one. */
    private final Map<String, String> overflows = new HashMap<>();

    private References() {}

    public static CompletionStage<References> load(AccountStore store) {
        References references = new References();
        return load(store, AccountStore.Kind.QUEUE, 0, references::addQueue)
                .thenCompose(done -> load(store, AccountStore.Kind.SKILL, 0, references::addSkill))
                .thenApply(done -> references);
    }

    private static CompletionStage<Void> load(
            AccountStore store, AccountStore.Kind kind, long after, Consumer<AccountStore.Stored> add) {
        return store.list(kind, after, PAGE).thenCompose(page -> {
            page.forEach(add);
            return page.size() < PAGE ? CompletableFuture.completedStage(null) : load(store, kind, lastOf(page), add);
        });
    }

    private void addQueue(AccountStore.Stored stored) {
        queues.add(Math.toIntExact(stored.id()), stored.name());
        String overflow = QUEUE_FORMAT.parse(stored).getOverflowQueue();
        if (!overflow.isEmpty()) {
            overflows.put(Long.toString(stored.id()), overflow);
        }
    }

    private void addSkill(AccountStore.Stored stored) {
        skills.add(Math.toIntExact(stored.id()), stored.name());
    }

    private static long lastOf(List<AccountStore.Stored> page) {
        return page.get(page.size() - 1).id();
    }

    Ids queueIds() {
        return queues;
    }

    Ids skillIds() {
        return skills;
    }

    /** Whether chats that overflow from the first of two queues come to the second, perhaps through others. */
    boolean overflows(String from, String to) {
        Set<String> passed = new HashSet<>();
        String next = from;
        while (next != null && passed.add(next)) {
            if (next.equals(to)) {
                return true;
            }
            next = overflows.get(next);
        }
        return false;
    }
}

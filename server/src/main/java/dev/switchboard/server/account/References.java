package dev.switchboard.server.account;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Queues and skills by name and id, as they are in the store now. Stored objects refer to them by id, so that a queue can
 * be renamed; people see names.
 */
public final class References {
    /** There are at most this many queues, and as many skills; see {@link Format#countMax}. */
    static final int COUNT_MAX = 1_000;

    private static final int PAGE = 500;

    private final Ids queues = new Ids();
    private final Ids skills = new Ids();

    private References() {}

    public static CompletionStage<References> load(AccountStore store) {
        References references = new References();
        return load(store, AccountStore.Kind.QUEUE, 0, references.queues)
                .thenCompose(queues -> load(store, AccountStore.Kind.SKILL, 0, references.skills))
                .thenApply(skills -> references);
    }

    private static CompletionStage<Ids> load(AccountStore store, AccountStore.Kind kind, long after, Ids ids) {
        return store.list(kind, after, PAGE).thenCompose(page -> {
            page.forEach(stored -> ids.add(Math.toIntExact(stored.id()), stored.name()));
            return page.size() < PAGE ? CompletableFuture.completedStage(ids) : load(store, kind, lastOf(page), ids);
        });
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
}

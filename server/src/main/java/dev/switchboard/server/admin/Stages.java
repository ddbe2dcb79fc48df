package dev.switchboard.server.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Many stages as one. */
final class Stages {
    private Stages() {}

    /** Starts all; completes with their results in order, or with the first failure once all are done. */
    static <T, R> CompletionStage<List<R>> all(Collection<T> items, Function<T, CompletionStage<R>> start) {
        List<CompletableFuture<R>> started = new ArrayList<>();
        for (T item : items) {
            started.add(start.apply(item).toCompletableFuture());
        }
        return CompletableFuture.allOf(started.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> started.stream().map(CompletableFuture::join).toList());
    }
}

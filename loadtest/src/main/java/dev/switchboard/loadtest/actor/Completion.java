package dev.switchboard.loadtest.actor;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What follows on a client's answer. */
final class Completion {

    private Completion() {}

    /** Calls one of the two, on the thread that completes the future: the actors' loop. */
    static <T> void of(CompletableFuture<T> future, Consumer<? super T> success, Consumer<Throwable> failure) {
        CompletableFuture<Void> unused = future.handle((value, thrown) -> {
            if (thrown == null) {
                success.accept(value);
            } else {
                failure.accept(thrown);
            }
            return null;
        });
    }
}

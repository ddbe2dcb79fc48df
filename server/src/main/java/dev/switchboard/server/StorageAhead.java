package dev.switchboard.server;

import dev.switchboard.server.config.Configuration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Redis while a thread of its own starts it: that takes a while, in which the rest of the program can be loaded. */
final class StorageAhead implements AutoCloseable {
    private final CompletableFuture<StorageAtHand> opening;

    private StorageAhead(CompletableFuture<StorageAtHand> opening) {
        this.opening = opening;
    }

    static StorageAhead open(Configuration configuration) {
        return new StorageAhead(CompletableFuture.supplyAsync(
                () -> StorageAtHand.open(configuration), task -> new Thread(task, "sb-start-redis").start()));
    }

    /** Blocks; fails as {@link StorageAtHand#open} does. */
    StorageAtHand await() {
        try {
            return opening.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** Waits for the start, and ends what was started. */
    @Override
    public void close() {
        try {
            opening.join().close();
        } catch (CompletionException notStarted) {
            // There is nothing to end; whoever awaits it is told why.
        }
    }
}

package dev.switchboard.server.delivery;

import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.concurrent.CompletionException;

/** How failed stages are read. */
final class Failures {
    private Failures() {}

    static StorageException unavailable(String message) {
        return new StorageException(Reason.UNAVAILABLE, message);
    }

    /** The failure itself, without what dependent stages wrap around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable found = failure;
        while (found instanceof CompletionException && found.getCause() != null) {
            found = found.getCause();
        }
        return found;
    }
}

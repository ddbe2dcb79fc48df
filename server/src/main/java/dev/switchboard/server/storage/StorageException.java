package dev.switchboard.server.storage;

import java.io.Serial;

/** A storage call failed. */
public final class StorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public StorageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StorageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What the caller may conclude. */
    public enum Reason {
        /** Nothing was stored; may be repeated. */
        UNAVAILABLE,
        /** It may or may not have been stored; repeat with the same key. */
        OUTCOME_UNKNOWN,
        /** The log is at its bound; nothing was stored. */
        LOG_FULL,
        /** What is stored contradicts what the caller believes (a revision or a name in use); nothing was stored. */
        CONFLICT,
        /** What is stored cannot be understood. */
        CORRUPT
    }
}

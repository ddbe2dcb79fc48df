package dev.switchboard.server.redis.embedded;

import java.io.Serial;

/** The embedded Redis cannot run; the message says why and what to do about it. */
public final class EmbeddedRedisException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EmbeddedRedisException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    EmbeddedRedisException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong. */
    public enum Reason {
        /** Another server works on the data directory. */
        DIRECTORY_IN_USE,
        /** The data directory cannot be made or written. */
        DIRECTORY_UNUSABLE,
        /** There is no Redis program for this machine. */
        NO_BINARY,
        /** It did not start; the message has the end of its log. */
        NOT_STARTED
    }
}

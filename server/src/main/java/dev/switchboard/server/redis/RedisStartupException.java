package dev.switchboard.server.redis;

import java.io.Serial;

/** The server must not run on this Redis; the message says why and what to do about it. */
public final class RedisStartupException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RedisStartupException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RedisStartupException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong. */
    public enum Reason {
        UNREACHABLE,
        WRONG_PASSWORD,
        TOO_OLD,
        /** It may throw away keys when its memory is full. */
        EVICTING
    }
}

package dev.switchboard.server.redis;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server must not run on this Redis; the message says why and what to do about it. */
public final class RedisStartupException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RedisStartupException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RedisStartupException(Reason reason, String message, @Nullable Throwable cause) {
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
        /** Its certificate is not vouched for, or is for another host. */
        UNTRUSTED,
        TOO_OLD,
        /** It may throw away keys when its memory is full. */
        EVICTING,
        /** It would take writes that no replica has. */
        REPLICAS_OPTIONAL
    }
}

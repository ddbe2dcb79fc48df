package dev.switchboard.server.delivery;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.storage.StorageException;
import java.util.Map;

/** A request that is answered with an error; expected, so without a stack trace. */
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, String> details;

    public RequestFailure(ErrorCode code) {
        this(code, Map.of());
    }

    /** @param details never what the client sent */
    public RequestFailure(ErrorCode code, Map<String, String> details) {
        super(code.name(), null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** A field that is missing, too long or out of range. */
    public static RequestFailure invalid(String field) {
        return new RequestFailure(ErrorCode.INVALID_FIELD, Map.of("field", field));
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, String> details() {
        return details;
    }

    /** {@return the error for any failed stage; INTERNAL for what nobody expected} */
    public static RequestFailure of(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof RequestFailure expected) {
            return expected;
        }
        if (cause instanceof StorageException storage) {
            return new RequestFailure(
                    switch (storage.reason()) {
                        case UNAVAILABLE -> ErrorCode.STORAGE_UNAVAILABLE;
                        case OUTCOME_UNKNOWN -> ErrorCode.OUTCOME_UNKNOWN;
                        case LOG_FULL -> ErrorCode.OVERLOADED;
                        case CONFLICT -> ErrorCode.CONFLICT;
                        case CORRUPT -> ErrorCode.INTERNAL;
                    });
        }
        return new RequestFailure(ErrorCode.INTERNAL);
    }
}

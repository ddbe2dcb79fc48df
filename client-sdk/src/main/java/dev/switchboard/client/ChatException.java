package dev.switchboard.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of this library's futures. Through {@code get()} it arrives as the cause of an {@link
 * java.util.concurrent.ExecutionException}.
 */
public final class ChatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retryable;
    private final transient @Nullable Map<String, String> details;

    ChatException(ErrorCode code, boolean retryable, String message, Map<String, String> details) {
        super(code + ": " + message);
        this.code = code;
        this.retryable = retryable;
        this.details = Map.copyOf(details);
    }

    /**
     * What went wrong.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Whether the same call may succeed later. It is a new request then, except for {@link ErrorCode#OUTCOME_UNKNOWN},
     * where the first one may have been done.
     *
     * @return true if repeating may help
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * What the server told beside the code, such as "chat" or "field".
     *
     * @return names and values, unmodifiable, empty if there are none
     */
    public Map<String, String> details() {
        return details == null ? Map.of() : details;
    }
}

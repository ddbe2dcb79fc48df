package dev.switchboard.server.api;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.storage.StorageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Turns the failures of ports into those that a caller is told. */
public final class Failures {
    private Failures() {}

    /** The same stage with storage failures as {@link ApiException}, unwrapped; what is neither is a bug and stays. */
    public static <T> CompletionStage<T> translate(CompletionStage<T> stage) {
        CompletableFuture<T> result = new CompletableFuture<>();
        var unused = stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(translated(cause(failure)));
            }
        });
        return result;
    }

    private static Throwable translated(Throwable cause) {
        return cause instanceof StorageException storage
                ? new ApiException(
                        code(storage.reason()), code(storage.reason()).text())
                : cause;
    }

    /** What went wrong, without the wrapping that stages add. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    public static boolean isConflict(Throwable failure) {
        return cause(failure) instanceof StorageException storage
                && storage.reason() == StorageException.Reason.CONFLICT;
    }

    static ErrorCode code(StorageException.Reason reason) {
        return switch (reason) {
            case UNAVAILABLE -> ErrorCode.STORAGE_UNAVAILABLE;
            case OUTCOME_UNKNOWN -> ErrorCode.OUTCOME_UNKNOWN;
            case LOG_FULL -> ErrorCode.OVERLOADED;
            case CONFLICT -> ErrorCode.CONFLICT;
            case CORRUPT -> ErrorCode.INTERNAL;
        };
    }
}

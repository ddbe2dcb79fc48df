package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.session.TokenVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as the error message that clients get. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    static Error of(ErrorCode code) {
        return Error.newBuilder()
                .setCode(code.number())
                .setName(code.name())
                .setMessage(code.text())
                .setRetryable(code.retryable())
                .build();
    }

    /** What is no expected failure is a bug: logged, and told as INTERNAL without a word of its text. */
    static Error of(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof ApiException refused) {
            Error.Builder error = of(refused.code()).toBuilder().putAllDetails(refused.details());
            return error.setMessage(String.valueOf(refused.getMessage())).build();
        }
        if (cause instanceof TokenVerifier.Rejected rejected) {
            return of(codeOf(rejected.why()));
        }
        LOG.error("An API call failed", cause);
        return of(ErrorCode.INTERNAL);
    }

    private static ErrorCode codeOf(TokenVerifier.Why why) {
        return switch (why) {
            case EXPIRED -> ErrorCode.TOKEN_EXPIRED;
            case STORAGE_UNAVAILABLE -> ErrorCode.STORAGE_UNAVAILABLE;
            case REVOKED -> ErrorCode.TOKEN_REVOKED;
            case MALFORMED, BAD_SIGNATURE, WRONG_AUDIENCE, UNKNOWN_SITE -> ErrorCode.TOKEN_INVALID;
        };
    }
}

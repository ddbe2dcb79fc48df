package dev.switchboard.client.internal.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Error;
import java.util.Map;

/**
 * Why a request got no reply.
 *
 * @param code name of an error of the server, or of one that the client finds itself ({@code CLIENT_CLOSED} …); the public
 *     enum {@code ErrorCode} holds them all
 * @param retryable whether the same may succeed later
 * @param message for people
 * @param details names and values told by the server
 */
public record Failure(String code, boolean retryable, String message, Map<String, String> details) {

    private static final String UNKNOWN = "UNKNOWN";

    static Failure of(Error error) {
        String name = ErrorCode.of(error.getCode()).map(Enum::name).orElse(UNKNOWN);
        return new Failure(name, error.getRetryable(), error.getMessage(), Map.copyOf(error.getDetailsMap()));
    }

    static Failure of(ErrorCode code) {
        return new Failure(code.name(), code.retryable(), code.text(), Map.of());
    }

    /** The error in the body; without one, a proxy speaks, and only its plain refusals are taken for final. */
    static Failure of(int status, byte[] bytes) {
        try {
            Error error = Error.parseFrom(bytes);
            if (error.getCode() != 0) {
                boolean later = error.getRetryable() || status >= 500;
                return new Failure(of(error).code(), later, error.getMessage(), error.getDetailsMap());
            }
        } catch (InvalidProtocolBufferException garbage) {
            // falls through to the status
        }
        return of(
                switch (status) {
                    case 401 -> ErrorCode.SIGN_IN_FAILED;
                    case 403 -> ErrorCode.FORBIDDEN;
                    default -> ErrorCode.NOT_READY;
                });
    }

    /** The client is closed. */
    public static Failure closed(Reason why) {
        return new Failure("CLIENT_CLOSED", false, "the client is closed (" + why + ")", Map.of());
    }

    /** Nobody has asked to connect. */
    static Failure notConnected() {
        return new Failure("NOT_CONNECTED", false, "the client is not connected", Map.of());
    }

    static Failure connectTimedOut() {
        return new Failure("CONNECT_TIMED_OUT", true, "no connection within the deadline", Map.of());
    }

    static Failure timedOut() {
        return new Failure("TIMED_OUT", true, "the request could not be sent before its deadline", Map.of());
    }

    /** The client's bound is reached. */
    public static Failure tooManyRequests(int max) {
        return new Failure("TOO_MANY_REQUESTS", true, "more than " + max + " requests are outstanding", Map.of());
    }

    /** An answer of the wrong kind. */
    public static Failure unexpectedReply() {
        return new Failure(UNKNOWN, false, "the server's answer is of an unknown kind", Map.of());
    }

    boolean is(ErrorCode other) {
        return code.equals(other.name());
    }
}

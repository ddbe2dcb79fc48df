package dev.switchboard.client.internal.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.RenewRequest;
import dev.switchboard.protocol.v1.Tokens;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tokens and fetches new ones: by the renewal token while it is good, else by signing in again. One call at a
 * time; starting another makes the answer to the one before void.
 */
final class TokenKeeper {

    /** A token this close to its end is not worth a handshake. */
    private static final long LEAST_LIFE_MS = 5_000;

    private final Environment environment;
    private final ConnectionSettings settings;

    private String access = "";
    private long accessUntilMs;
    private String renewal = "";
    private long renewalUntilMs;
    private boolean signedIn;
    private int call;

    TokenKeeper(Environment environment, ConnectionSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /** What a fetch leads to. */
    interface Listener {
        void token(String access, long expiresInMs);

        /** Try later. */
        void failed();

        /** No token will be given, ever. */
        void refused(Reason reason, Failure failure);
    }

    /** Gives the token at hand, or a new one. */
    void token(Listener listener) {
        long left = accessUntilMs - environment.nowMs();
        if (!access.isEmpty() && left > LEAST_LIFE_MS) {
            listener.token(access, left);
        } else {
            fetch(listener);
        }
    }

    /** The token, null when none that is good is at hand. */
    @Nullable
    String atHand() {
        return access.isEmpty() || accessUntilMs <= environment.nowMs() ? null : access;
    }

    /** Gets a new token, whatever is at hand. */
    void fetch(Listener listener) {
        if (!renewal.isEmpty() && renewalUntilMs - environment.nowMs() > LEAST_LIFE_MS) {
            RenewRequest request =
                    RenewRequest.newBuilder().setRenewalToken(renewal).build();
            call("Renew", request, true, listener);
        } else {
            signIn(listener);
        }
    }

    /** The server does not take the access token (any more). */
    void dropAccess() {
        access = "";
    }

    /** Makes the answer to a call under way void. */
    void cancel() {
        call++;
    }

    private void signIn(Listener listener) {
        if (signedIn && !settings.signIn().repeatable()) {
            listener.refused(Reason.SIGN_IN_FAILED, Failure.of(ErrorCode.SIGN_IN_FAILED));
            return;
        }
        call(settings.signIn().method(), settings.signIn().request(environment), false, listener);
    }

    private void call(String method, Message body, boolean renewing, Listener listener) {
        int number = ++call;
        Transport.HttpListener answer = new Transport.HttpListener() {
            @Override
            public void answered(int status, byte[] bytes) {
                if (number == call) {
                    handle(status, bytes, renewing, listener);
                }
            }

            @Override
            public void failed(String why) {
                if (number == call) {
                    listener.failed();
                }
            }
        };
        String origin = settings.signIn().origin();
        Map<String, String> headers = origin.isEmpty()
                ? Map.of("Content-Type", "application/x-protobuf", "Accept", "application/x-protobuf")
                : Map.of(
                        "Content-Type", "application/x-protobuf", "Accept", "application/x-protobuf", "Origin", origin);
        environment
                .transport()
                .post(settings.api("auth/" + method), headers, body.toByteArray(), settings.answerTimeoutMs(), answer);
    }

    private void handle(int status, byte[] bytes, boolean renewing, Listener listener) {
        if (status == 200) {
            Tokens tokens = tokens(bytes);
            if (tokens == null || tokens.getAccessToken().isEmpty()) {
                listener.failed();
            } else {
                keep(tokens);
                listener.token(access, tokens.getAccessExpiresInMs());
            }
            return;
        }
        Failure failure = Failure.of(status, bytes);
        if (failure.retryable()) {
            listener.failed();
        } else if (failure.is(ErrorCode.TOKEN_REVOKED)) {
            listener.refused(Reason.REVOKED, failure);
        } else if (renewing) {
            renewal = "";
            signIn(listener);
        } else {
            boolean origin = failure.is(ErrorCode.ORIGIN_NOT_ALLOWED);
            listener.refused(origin ? Reason.ORIGIN_NOT_ALLOWED : Reason.SIGN_IN_FAILED, failure);
        }
    }

    private void keep(Tokens tokens) {
        long now = environment.nowMs();
        signedIn = true;
        access = tokens.getAccessToken();
        accessUntilMs = now + tokens.getAccessExpiresInMs();
        renewal = tokens.getRenewalToken();
        renewalUntilMs = now + tokens.getRenewalExpiresInMs();
    }

    private static @Nullable Tokens tokens(byte[] bytes) {
        try {
            return Tokens.parseFrom(bytes);
        } catch (InvalidProtocolBufferException garbage) {
            return null;
        }
    }
}

package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.v1.ServerFrame;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the token of a live connection when a fifth of its life is left. What fails temporarily is tried again; if
 * nothing helps before the end, the server closes the connection, and coming back starts with a new token anyway.
 */
final class TokenRenewal {

    private static final long RETRY_MIN_MS = 1_000;
    private static final long RETRY_MAX_MS = 30_000;

    private final Environment environment;
    private final TokenKeeper tokens;
    private final BiConsumer<String, Reply> authenticate;
    private final BiConsumer<Reason, Failure> refused;
    private final BackoffPauses pauses;
    private Environment.@Nullable Timer timer;
    private int run;

    TokenRenewal(
            Environment environment,
            TokenKeeper tokens,
            BiConsumer<String, Reply> authenticate,
            BiConsumer<Reason, Failure> refused) {
        this.environment = environment;
        this.tokens = tokens;
        this.authenticate = authenticate;
        this.refused = refused;
        this.pauses = new BackoffPauses(RETRY_MIN_MS, RETRY_MAX_MS, environment.random());
    }

    /** A connection is live with a token that ends after the given time; 0 for never. */
    void start(long expiresInMs) {
        stop();
        pauses.reset();
        if (expiresInMs > 0) {
            timer = environment.schedule(expiresInMs - expiresInMs / 5, this::fetch);
        }
    }

    void stop() {
        run++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void fetch() {
        int number = run;
        tokens.fetch(new TokenKeeper.Listener() {
            @Override
            public void token(String access, long expiresInMs) {
                if (number == run) {
                    show(access, expiresInMs);
                }
            }

            @Override
            public void failed() {
                retry(number);
            }

            @Override
            public void refused(Reason reason, Failure failure) {
                if (number == run) {
                    refused.accept(reason, failure);
                }
            }
        });
    }

    private void show(String access, long expiresInMs) {
        int number = run;
        authenticate.accept(access, new Reply() {
            @Override
            public void done(ServerFrame frame) {
                if (number == run) {
                    start(expiresInMs);
                }
            }

            @Override
            public void failed(Failure failure) {
                retry(number);
            }
        });
    }

    private void retry(int number) {
        if (number == run) {
            timer = environment.schedule(pauses.nextMs(), this::fetch);
        }
    }
}

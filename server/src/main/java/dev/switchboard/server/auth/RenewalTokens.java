package dev.switchboard.server.auth;

import dev.switchboard.server.account.AccountStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Renewal tokens: 256 random bits that stand for a {@link Grant}; the store holds their hash. Each renewal gives a new one.
 * The old one is good for 60 s more, because the answer that carried the new one may have been lost; what is left of it then
 * is nothing, so a later use is refused like any unknown token.
 */
final class RenewalTokens {
    static final Duration GRACE = Duration.ofSeconds(60);
    private static final int RANDOM_BYTES = 32;
    private static final int CHARS = 43;

    private final AccountStore store;
    private final SecureRandom random;
    private final TokenLives lives;

    RenewalTokens(AccountStore store, SecureRandom random, TokenLives lives) {
        this.store = store;
        this.random = random;
        this.lives = lives;
    }

    CompletionStage<String> issue(Grant grant) {
        String token = randomToken(random);
        return store.putOnce(current(token), grant.encode(), lives.renewalMs(grant.subject()))
                .thenApply(free -> token);
    }

    /** What the token stands for, null when it is unknown or over. */
    CompletionStage<@Nullable Grant> find(String token) {
        if (token.length() != CHARS) {
            return CompletableFuture.completedStage(null);
        }
        return store.takeOnce(current(token), false)
                .thenCompose(found -> found != null
                        ? CompletableFuture.completedStage(found)
                        : store.takeOnce(replaced(token), false))
                .thenApply(found -> found == null ? null : Grant.decode(found));
    }

    /**
     * Begins the token's last 60 s. The second key is written before the first is removed, so that a node that dies in
     * between leaves a token that is good for longer, never one that is lost; and it is written once, so that renewing
     * again within the 60 s does not prolong them.
     */
    CompletionStage<Void> retire(String token, Grant grant) {
        return store.putOnce(replaced(token), grant.encode(), GRACE.toMillis())
                .thenCompose(first -> store.takeOnce(current(token), true))
                .thenApply(removed -> null);
    }

    static String randomToken(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String current(String token) {
        return "renewal/" + Hashes.sha256(token);
    }

    private static String replaced(String token) {
        return "replaced/" + Hashes.sha256(token);
    }
}

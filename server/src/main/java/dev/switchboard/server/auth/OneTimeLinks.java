package dev.switchboard.server.auth;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.routing.model.AgentId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Codes that sign one agent in once, for 10 minutes. The store holds their hash. */
public final class OneTimeLinks {
    public static final Duration LIFE = Duration.ofMinutes(10);
    private static final int CHARS_MAX = 100;

    private final AccountStore store;
    private final SecureRandom random;

    public OneTimeLinks(AccountStore store, SecureRandom random) {
        this.store = store;
        this.random = random;
    }

    /** {@return the code for {@code RedeemLink}; whoever holds it is the agent} */
    public CompletionStage<String> create(AgentId agent) {
        String code = RenewalTokens.randomToken(random);
        return store.putOnce(key(code), Long.toString(agent.value()), LIFE.toMillis())
                .thenApply(free -> code);
    }

    /** Uses the code up; null when it is unknown, used or over. */
    CompletionStage<@Nullable AgentId> redeem(String code) {
        if (code.isEmpty() || code.length() > CHARS_MAX) {
            return CompletableFuture.completedStage(null);
        }
        return store.takeOnce(key(code), true).thenApply(id -> id == null ? null : new AgentId(Long.parseLong(id)));
    }

    private static String key(String code) {
        return "link/" + Hashes.sha256(code);
    }
}

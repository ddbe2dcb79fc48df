package dev.switchboard.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who was revoked when.
 *
 * <p>A revocation is first written as a mark into the account store, which lives as long as the longest token, and then sent
 * as a command through the log, which closes the subject's sessions on all nodes. A token that a node has not seen before is
 * checked against the mark, so a node that starts later knows older revocations; tokens that it holds in its cache are
 * checked against what it applied since, which is kept here. Where that may be incomplete (the state was replaced, or the
 * bound was reached) the token cache is dropped, and every token is checked against its mark again.
 */
public final class Revocations implements ControlPath.Listener {
    /** Revocations within the life of an access token that a node remembers. */
    static final int ENTRIES_MAX = 50_000;

    private final Loop loop;
    private final AccountStore store;
    private final ControlPath control;
    private final TokenLives lives;
    private final Cache<TokenSubject, Long> applied;
    private Runnable forgetTokens = () -> {};

    public Revocations(Loop loop, AccountStore store, ControlPath control, TokenLives lives) {
        this(loop, store, control, lives, ENTRIES_MAX);
    }

    Revocations(Loop loop, AccountStore store, ControlPath control, TokenLives lives, int entriesMax) {
        this.loop = loop;
        this.store = store;
        this.control = control;
        this.lives = lives;
        this.applied = Caffeine.newBuilder()
                .maximumSize(entriesMax)
                .expireAfterWrite(lives.access().plus(Duration.ofMinutes(1)))
                .ticker(loop::nowNanos)
                .executor(Runnable::run)
                .removalListener((@Nullable TokenSubject subject, @Nullable Long before, RemovalCause cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        forgetTokens.run();
                    }
                })
                .build();
        control.addListener(this);
    }

    /** Told when tokens that were verified earlier have to be verified anew. */
    void onForget(Runnable listener) {
        forgetTokens = listener;
    }

    /** Makes all present tokens of the subject void, those of this very millisecond too. */
    public CompletionStage<Void> revoke(TokenSubject subject) {
        return revoke(subject, loop.utcMs() + 1);
    }

    /**
     * Makes all tokens void whose subject proved itself before the time; completes when this node has applied it. Repeating
     * it is harmless.
     *
     * @param beforeMs UTC
     */
    public CompletionStage<Void> revoke(TokenSubject subject, long beforeMs) {
        return mark(store, subject, beforeMs, lives).thenCompose(mark -> {
            return switch (subject.kind()) {
                case CUSTOMER -> tell(new Command.RevokeCustomer(new CustomerId(subject.id()), beforeMs));
                case AGENT -> tell(new Command.RevokeAgent(new AgentId(subject.id()), beforeMs));
                // Programs have no sessions, and their tokens are checked against the mark at each call.
                case PROGRAM -> CompletableFuture.completedStage(null);
            };
        });
    }

    /** Writes the mark alone: for a program that runs beside the server or before it. */
    public static CompletionStage<Long> mark(
            AccountStore store, TokenSubject subject, long beforeMs, TokenLives lives) {
        return store.raise(key(subject), beforeMs, lives.renewalMs(subject));
    }

    /** A refusal means that routing does not know the subject (any more), so there is nothing to close. */
    private CompletionStage<Void> tell(Command command) {
        return control.submit(command).thenApply(outcome -> {
            if (outcome instanceof Outcome.Skipped) {
                throw new StorageException(StorageException.Reason.UNAVAILABLE, "this node is rejoining");
            }
            return null;
        });
    }

    /** Whether this node has applied a revocation of it. */
    public boolean isRevoked(Identity identity) {
        Long before = applied.getIfPresent(TokenSubject.of(identity));
        return before != null && identity.issuedAtMs() < before;
    }

    /** Whether it is revoked by what is stored. */
    CompletionStage<Boolean> isMarked(TokenSubject subject, long sinceMs) {
        return store.raised(key(subject)).thenApply(before -> sinceMs < before);
    }

    private static String key(TokenSubject subject) {
        return "revoked/" + subject.text();
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied entry) {
        for (Event event : entry.events()) {
            if (event instanceof Event.CustomerRevoked revoked) {
                note(
                        new TokenSubject(
                                TokenSubject.Kind.CUSTOMER, revoked.customer().value()),
                        revoked.issuedBeforeMs());
            } else if (event instanceof Event.AgentRevoked revoked) {
                note(new TokenSubject(TokenSubject.Kind.AGENT, revoked.agent().value()), revoked.issuedBeforeMs());
            }
        }
    }

    private void note(TokenSubject subject, long beforeMs) {
        applied.asMap().merge(subject, beforeMs, Math::max);
    }

    @Override
    public void replaced() {
        forgetTokens.run();
    }

    @Override
    public void joined(NodeId node) {}

    @Override
    public void readinessChanged(boolean ready) {}
}

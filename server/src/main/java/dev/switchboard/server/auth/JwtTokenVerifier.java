package dev.switchboard.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier;
import dev.switchboard.server.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Verifies access tokens: cache, else signature and claims, then the stored mark of a revocation; in both cases the
 * revocations this node has applied. The cache is keyed by the token's hash, so that neither a heap dump nor a comparison
 * gives a token away. Programs are not cached: they call seldom, and nothing tells a node of a deleted app key.
 */
public final class JwtTokenVerifier implements TokenVerifier {
    static final int ENTRIES_MAX = 50_000;

    private final Loop loop;
    private final AccessTokens tokens;
    private final Revocations revocations;
    private final Cache<String, Identity> cache;
    /** Raised when the cache is dropped, so that a check begun before does not fill it again. */
    private long generation;

    public JwtTokenVerifier(Loop loop, SigningKeys keys, Revocations revocations, TokenLives lives) {
        this(loop, keys, revocations, lives, ENTRIES_MAX);
    }

    JwtTokenVerifier(Loop loop, SigningKeys keys, Revocations revocations, TokenLives lives, int entriesMax) {
        this.loop = loop;
        this.tokens = new AccessTokens(keys);
        this.revocations = revocations;
        this.cache = Caffeine.newBuilder()
                .maximumSize(entriesMax)
                .expireAfterWrite(lives.access().plus(Duration.ofMinutes(1)))
                .ticker(loop::nowNanos)
                .executor(Runnable::run)
                .build();
        revocations.onForget(this::forget);
    }

    /** Number of tokens held, for the meters. */
    public long size() {
        return cache.estimatedSize();
    }

    private void forget() {
        generation++;
        cache.invalidateAll();
    }

    @Override
    public CompletionStage<Identity> verify(String token) {
        try {
            if (token.length() > AccessTokens.CHARS_MAX) {
                throw new Rejected(Why.MALFORMED);
            }
            String key = Hashes.sha256(token);
            Identity cached = cache.getIfPresent(key);
            return cached == null
                    ? verifyAnew(key, token)
                    : CompletableFuture.completedFuture(unlessOverOrRevoked(cached));
        } catch (Rejected rejected) {
            return CompletableFuture.failedFuture(rejected);
        }
    }

    private CompletionStage<Identity> verifyAnew(String key, String token) {
        Identity identity = tokens.verify(token, loop.utcMs());
        long begun = generation;
        CompletableFuture<Identity> result = new CompletableFuture<>();
        var unused = revocations
                .isMarked(TokenSubject.of(identity), identity.issuedAtMs())
                .whenComplete((marked, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(unavailable(Failures.cause(failure)));
                        return;
                    }
                    try {
                        if (marked) {
                            throw new Rejected(Why.REVOKED);
                        }
                        unlessOverOrRevoked(identity);
                    } catch (Rejected rejected) {
                        result.completeExceptionally(rejected);
                        return;
                    }
                    if (begun == generation && !(identity instanceof Identity.Program)) {
                        cache.put(key, identity);
                    }
                    result.complete(identity);
                });
        return result;
    }

    private static Throwable unavailable(Throwable cause) {
        return cause instanceof StorageException ? new Rejected(Why.STORAGE_UNAVAILABLE) : cause;
    }

    private Identity unlessOverOrRevoked(Identity identity) {
        if (identity.expiresAtMs() <= loop.utcMs()) {
            throw new Rejected(Why.EXPIRED);
        }
        if (revocations.isRevoked(identity)) {
            throw new Rejected(Why.REVOKED);
        }
        return identity;
    }
}

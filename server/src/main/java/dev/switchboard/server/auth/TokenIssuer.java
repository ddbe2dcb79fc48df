package dev.switchboard.server.auth;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AgentAccount;
import dev.switchboard.server.account.AppKeyFormat;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.session.Identity;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes pairs of tokens for grants, at first and at each renewal, from what the accounts say at that moment. */
final class TokenIssuer {
    private static final AppKeyFormat APP_KEYS = new AppKeyFormat();

    private final Loop loop;
    private final AccountStore store;
    private final AccessTokens access;
    private final RenewalTokens renewals;
    private final Revocations revocations;
    private final TokenLives lives;

    TokenIssuer(
            Loop loop,
            AccountStore store,
            AccessTokens access,
            RenewalTokens renewals,
            Revocations revocations,
            TokenLives lives) {
        this.loop = loop;
        this.store = store;
        this.access = access;
        this.renewals = renewals;
        this.revocations = revocations;
        this.lives = lives;
    }

    /** Fails with TOKEN_REVOKED when the account or app key behind the grant is no longer good. */
    CompletionStage<Tokens> issue(Grant grant) {
        return identity(grant)
                .thenCompose(identity -> renewals.issue(grant).thenApply(renewal -> {
                    long nowMs = loop.utcMs();
                    return Tokens.newBuilder()
                            .setAccessToken(access.issue(identity, nowMs))
                            .setAccessExpiresInMs(identity.expiresAtMs() - nowMs)
                            .setRenewalToken(renewal)
                            .setRenewalExpiresInMs(lives.renewalMs(grant.subject()))
                            .setRole(role(identity))
                            .setSubject(grant.subject().text())
                            .build();
                }));
    }

    CompletionStage<Tokens> renew(String token) {
        return renewals.find(token).thenCompose(grant -> {
            if (grant == null) {
                throw new ApiException(ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_INVALID.text());
            }
            return revocations.isMarked(grant.subject(), grant.sinceMs()).thenCompose(marked -> {
                if (marked) {
                    throw revoked();
                }
                return issue(grant)
                        .thenCompose(tokens -> renewals.retire(token, grant).thenApply(retired -> tokens));
            });
        });
    }

    private CompletionStage<Identity> identity(Grant grant) {
        return appKey(grant.via()).thenCompose(key -> {
            // Whole seconds, because that is what the token can say.
            long expiresMs = (loop.utcMs() + lives.access().toMillis()) / 1_000 * 1_000;
            return switch (grant.subject().kind()) {
                case CUSTOMER ->
                    CompletableFuture.completedStage(new Identity.Customer(
                            new CustomerId(grant.subject().id()),
                            Objects.requireNonNull(grant.site()),
                            grant.name(),
                            grant.sinceMs(),
                            expiresMs));
                case AGENT -> agent(grant, expiresMs);
                case PROGRAM ->
                    CompletableFuture.completedStage(new Identity.Program(
                            Long.toString(grant.subject().id()),
                            key != null && key.getAdministration(),
                            grant.sinceMs(),
                            expiresMs));
            };
        });
    }

    /** The key a grant came by, null when it came without one. */
    private CompletionStage<@Nullable AppKey> appKey(long id) {
        if (id == 0) {
            return CompletableFuture.completedStage(null);
        }
        return store.get(AccountStore.Kind.APP_KEY, id).thenApply(stored -> {
            if (stored == null) {
                throw revoked();
            }
            return APP_KEYS.parse(stored);
        });
    }

    private CompletionStage<Identity> agent(Grant grant, long expiresMs) {
        AgentId id = new AgentId(grant.subject().id());
        return AgentAccount.byId(store, id).thenApply(account -> {
            if (account == null || account.disabled()) {
                throw revoked();
            }
            return new Identity.Agent(id, account.role(), grant.sinceMs(), expiresMs);
        });
    }

    private static ApiException revoked() {
        return new ApiException(ErrorCode.TOKEN_REVOKED, ErrorCode.TOKEN_REVOKED.text());
    }

    private static Role role(Identity identity) {
        if (identity instanceof Identity.Agent agent) {
            return switch (agent.role()) {
                case AGENT -> Role.ROLE_AGENT;
                case SUPERVISOR -> Role.ROLE_SUPERVISOR;
                case ADMINISTRATOR -> Role.ROLE_ADMINISTRATOR;
                case PROGRAM -> Role.ROLE_PROGRAM;
            };
        }
        return identity instanceof Identity.Customer ? Role.ROLE_CUSTOMER : Role.ROLE_PROGRAM;
    }
}

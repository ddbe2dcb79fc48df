package dev.switchboard.server.auth;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.ProgramTokenRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AgentAccount;
import dev.switchboard.server.account.AppKeyFormat;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.SiteDirectory;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Programs that prove themselves by an {@link Assertion}, for a customer, an agent, or as themselves. */
final class ProgramTokens {
    private static final AppKeyFormat APP_KEYS = new AppKeyFormat();

    private final Loop loop;
    private final AccountStore store;
    private final SiteDirectory sites;
    private final CustomerIds customerIds;
    private final TokenIssuer issuer;

    ProgramTokens(Loop loop, AccountStore store, SiteDirectory sites, CustomerIds customerIds, TokenIssuer issuer) {
        this.loop = loop;
        this.store = store;
        this.sites = sites;
        this.customerIds = customerIds;
        this.issuer = issuer;
    }

    CompletionStage<Tokens> tokens(ProgramTokenRequest request) {
        long sinceMs = loop.utcMs();
        Assertion assertion = Assertion.parse(request.getAssertion());
        long keyId = assertion.keyId();
        return store.get(AccountStore.Kind.APP_KEY, keyId)
                .thenCompose(stored -> store.secret(AccountStore.Kind.APP_KEY, keyId)
                        .thenCompose(secret -> {
                            Assertion.Claims claims = assertion.verify(stored == null ? null : secret, sinceMs);
                            if (stored == null) {
                                throw new ApiException(ErrorCode.SIGN_IN_FAILED, ErrorCode.SIGN_IN_FAILED.text());
                            }
                            AppKey key = APP_KEYS.parse(stored);
                            return grant(key, keyId, claims, sinceMs)
                                    .thenCompose(grant ->
                                            once(keyId, claims, sinceMs).thenCompose(unused -> issuer.issue(grant)));
                        }));
    }

    private CompletionStage<Grant> grant(AppKey key, long keyId, Assertion.Claims claims, long sinceMs) {
        if (claims.customer() != null) {
            return customer(key, keyId, claims.customer(), claims.name(), sinceMs);
        }
        if (claims.agent() != null) {
            return agent(key, keyId, claims.agent().toLowerCase(Locale.ROOT), sinceMs);
        }
        if (!key.getAdministration()) {
            throw new ApiException(ErrorCode.FORBIDDEN, "the app key may not administer");
        }
        return CompletableFuture.completedStage(
                Grant.staff(new TokenSubject(TokenSubject.Kind.PROGRAM, keyId), keyId, sinceMs));
    }

    private CompletionStage<Grant> customer(AppKey key, long keyId, String externalId, String name, long sinceMs) {
        if (key.getSite().isEmpty()) {
            throw new ApiException(ErrorCode.FORBIDDEN, "the app key may not speak for customers");
        }
        return sites.byKey(key.getSite()).thenApply(site -> {
            if (site == null) {
                throw new ApiException(ErrorCode.FORBIDDEN, "the app key's site does not exist");
            }
            long id = customerIds.derived(site.id(), externalId).value();
            return Grant.customer(new TokenSubject(TokenSubject.Kind.CUSTOMER, id), site.id(), name, keyId, sinceMs);
        });
    }

    private CompletionStage<Grant> agent(AppKey key, long keyId, String name, long sinceMs) {
        if (!key.getAgentsList().contains(name) && !key.getAgentsList().contains(AppKeyFormat.ALL_AGENTS)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "the app key may not act as this agent");
        }
        return AgentAccount.byName(store, name).thenApply(account -> {
            if (account == null || account.disabled()) {
                throw new ApiException(ErrorCode.UNKNOWN_AGENT, ErrorCode.UNKNOWN_AGENT.text());
            }
            return Grant.staff(
                    new TokenSubject(TokenSubject.Kind.AGENT, account.id().value()), keyId, sinceMs);
        });
    }

    /** Notes the assertion's id for as long as it could be repeated. */
    private CompletionStage<Boolean> once(long keyId, Assertion.Claims claims, long nowMs) {
        String used = "assertion/" + keyId + "/" + Hashes.sha256(claims.id());
        return store.putOnce(used, "", claims.expiresMs() - nowMs + 1_000).thenApply(first -> {
            if (!first) {
                throw new ApiException(ErrorCode.SIGN_IN_FAILED, "the assertion was used before");
            }
            return true;
        });
    }
}

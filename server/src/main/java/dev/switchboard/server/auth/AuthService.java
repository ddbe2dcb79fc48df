package dev.switchboard.server.auth;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ProgramTokenRequest;
import dev.switchboard.protocol.v1.RedeemLinkRequest;
import dev.switchboard.protocol.v1.RenewRequest;
import dev.switchboard.protocol.v1.RevokeRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Methods;
import dev.switchboard.server.api.Networks;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.SiteDirectory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The token service of auth.proto, as a table of its methods. */
final class AuthService {
    private final Loop loop;
    private final SiteDirectory sites;
    private final CustomerIds customerIds;
    private final TokenIssuer issuer;
    private final Revocations revocations;
    private final AttemptLimits customersPerAddress;

    private AuthService(
            Loop loop,
            SiteDirectory sites,
            CustomerIds customerIds,
            TokenIssuer issuer,
            Revocations revocations,
            AuthLimits limits) {
        this.loop = loop;
        this.sites = sites;
        this.customerIds = customerIds;
        this.issuer = issuer;
        this.revocations = revocations;
        this.customersPerAddress = new AttemptLimits(loop, Duration.ofMinutes(1), limits.customersPerAddress());
    }

    static ApiRequest.Service create(
            Loop loop,
            SiteDirectory sites,
            CustomerIds customerIds,
            TokenIssuer issuer,
            Revocations revocations,
            AuthLimits limits,
            SignIns signIns,
            ProgramTokens programs) {
        AuthService auth = new AuthService(loop, sites, customerIds, issuer, revocations, limits);
        return new Methods("auth")
                .add("CustomerToken", CustomerTokenRequest.getDefaultInstance(), auth::customerToken)
                .add(
                        "SignIn",
                        SignInRequest.getDefaultInstance(),
                        (body, request) -> signIns.signIn(body, request.remoteAddress()))
                .add(
                        "RedeemLink",
                        RedeemLinkRequest.getDefaultInstance(),
                        (body, request) -> signIns.redeem(body, request.remoteAddress()))
                .add("ProgramToken", ProgramTokenRequest.getDefaultInstance(), (body, request) -> programs.tokens(body))
                .add(
                        "Renew",
                        RenewRequest.getDefaultInstance(),
                        (body, request) -> issuer.renew(body.getRenewalToken()))
                .add("Revoke", RevokeRequest.getDefaultInstance(), auth::revoke);
    }

    /** A site that does not exist is answered like one that does not allow the page. */
    private CompletionStage<Tokens> customerToken(CustomerTokenRequest body, ApiRequest request) {
        customersPerAddress.count(Networks.of(request.remoteAddress()));
        return sites.byKey(body.getSite().strip().toLowerCase(Locale.ROOT)).thenCompose(site -> {
            if (site == null || !site.allows(request.origin())) {
                throw new ApiException(ErrorCode.ORIGIN_NOT_ALLOWED, ErrorCode.ORIGIN_NOT_ALLOWED.text());
            }
            TokenSubject subject = new TokenSubject(
                    TokenSubject.Kind.CUSTOMER, customerIds.anonymous().value());
            return issuer.issue(Grant.customer(subject, site.id(), "", 0, loop.utcMs()));
        });
    }

    private CompletionStage<Done> revoke(RevokeRequest body, ApiRequest request) {
        Identity caller = Objects.requireNonNull(request.caller(), "the policy lets nobody else in");
        TokenSubject own = TokenSubject.of(caller);
        TokenSubject subject = body.getSubject().isEmpty() ? own : TokenSubject.parse(body.getSubject());
        if (subject == null || (subject.kind() == TokenSubject.Kind.PROGRAM && !subject.equals(own))) {
            throw new ApiException(
                    ErrorCode.INVALID_FIELD,
                    ErrorCode.INVALID_FIELD.text(),
                    Map.of("field", "subject", "subject", "customer:<id> or agent:<id>"));
        }
        if (!subject.equals(own) && !Policy.allows(caller, Action.REVOKE_OTHERS)) {
            throw new ApiException(ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.text());
        }
        // Another node's clock, which was ahead, may have made the caller's token.
        long beforeMs = Math.max(loop.utcMs(), subject.equals(own) ? caller.issuedAtMs() : 0) + 1;
        return revocations.revoke(subject, beforeMs).thenApply(unused -> Done.getDefaultInstance());
    }
}

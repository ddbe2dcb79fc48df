package dev.switchboard.server.auth;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.session.SiteDirectory;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The parts of this package, wired.
 *
 * @param verifier for sessions and the API
 * @param revocations to make tokens void
 * @param hasher for setting passwords
 * @param links to sign an agent in once
 * @param service answers {@code /api/auth/…}
 */
public record Auth(
        JwtTokenVerifier verifier,
        Revocations revocations,
        PasswordHasher hasher,
        OneTimeLinks links,
        ApiRequest.Service service) {
    /**
     * Reads or makes the shared secrets and wires the rest. On the loop; completes on the loop.
     *
     * @param hashingPool {@link PasswordHasher#pool()}, owned by the caller
     */
    public static CompletionStage<Auth> start(
            Loop loop,
            AccountStore store,
            ControlPath control,
            SiteDirectory sites,
            Executor hashingPool,
            SecureRandom random,
            Options options) {
        return SigningKeys.load(store, options.signingKeys, random)
                .thenCombine(CustomerIds.load(store, random), (keys, customerIds) -> {
                    TokenLives lives = options.lives;
                    Revocations revocations = new Revocations(loop, store, control, lives);
                    PasswordHasher hasher = new PasswordHasher(loop, hashingPool, random, options.passwordCost);
                    OneTimeLinks links = new OneTimeLinks(store, random);
                    TokenIssuer issuer = new TokenIssuer(
                            loop,
                            store,
                            new AccessTokens(keys),
                            new RenewalTokens(store, random, lives),
                            revocations,
                            lives);
                    return new Auth(
                            new JwtTokenVerifier(loop, keys, revocations, lives),
                            revocations,
                            hasher,
                            links,
                            AuthService.create(
                                    loop,
                                    sites,
                                    customerIds,
                                    issuer,
                                    revocations,
                                    options.limits,
                                    new SignIns(loop, store, hasher, links, issuer, options.limits),
                                    new ProgramTokens(loop, store, sites, customerIds, issuer)));
                });
    }

    /** @param signingKeys see {@link SigningKeys}; empty to have one made and shared */
    public record Options(
            List<SigningKeys.Key> signingKeys, TokenLives lives, PasswordHasher.Cost passwordCost, AuthLimits limits) {
        public static final Options DEFAULTS =
                new Options(List.of(), TokenLives.DEFAULTS, PasswordHasher.Cost.DEFAULT, AuthLimits.DEFAULTS);

        public Options {
            signingKeys = List.copyOf(signingKeys);
        }
    }
}

package dev.switchboard.server.auth;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.RedeemLinkRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AgentAccount;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Networks;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * People signing in: by name and password, or by a one-time link. An unknown name, a disabled account, one without a
 * password and a wrong password give the same answer after the same work.
 */
final class SignIns {
    static final int PASSWORD_CHARS_MAX = 200;
    private static final int NAME_CHARS_MAX = 64;
    /** What a name that cannot exist is counted and looked up under; no account has it. */
    private static final String NO_NAME = "?";

    private static final long NO_ID = 0;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Loop loop;
    private final AccountStore store;
    private final PasswordHasher hasher;
    private final OneTimeLinks links;
    private final TokenIssuer issuer;
    private final AttemptLimits perNameAndAddress;
    private final AttemptLimits perName;
    private final AttemptLimits perAddress;

    SignIns(
            Loop loop,
            AccountStore store,
            PasswordHasher hasher,
            OneTimeLinks links,
            TokenIssuer issuer,
            AuthLimits limits) {
        this.loop = loop;
        this.store = store;
        this.hasher = hasher;
        this.links = links;
        this.issuer = issuer;
        this.perNameAndAddress = new AttemptLimits(loop, WINDOW, limits.signInsPerName());
        this.perName = new AttemptLimits(loop, WINDOW, limits.signInsPerName() * AuthLimits.ADDRESSES_WORTH);
        this.perAddress = new AttemptLimits(loop, WINDOW, limits.signInsPerAddress());
    }

    CompletionStage<Tokens> signIn(SignInRequest request, String address) {
        String name = canonical(request.getName());
        String network = Networks.of(address);
        perAddress.count(network);
        perNameAndAddress.count(name + " " + network);
        perName.count(name);
        // The proof counts from its beginning: a password that is changed meanwhile must not win.
        long sinceMs = loop.utcMs();
        String password = request.getPassword();
        boolean tooLong = password.length() > PASSWORD_CHARS_MAX;
        return AgentAccount.byName(store, name).thenCompose(account -> {
            long id = account == null ? NO_ID : account.id().value();
            return store.secret(AccountStore.Kind.AGENT, id)
                    .thenCompose(hash -> hasher.fits(
                            tooLong || password.isEmpty() ? NO_NAME : password,
                            tooLong || account == null || account.disabled() ? null : hash))
                    .thenCompose(fits -> {
                        if (!fits || account == null) {
                            throw new ApiException(ErrorCode.SIGN_IN_FAILED, ErrorCode.SIGN_IN_FAILED.text());
                        }
                        perName.reset(name);
                        perNameAndAddress.reset(name + " " + network);
                        perAddress.giveBack(network);
                        return issuer.issue(grant(account.id(), sinceMs));
                    });
        });
    }

    CompletionStage<Tokens> redeem(RedeemLinkRequest request, String address) {
        String network = Networks.of(address);
        perAddress.count(network);
        long sinceMs = loop.utcMs();
        return links.redeem(request.getCode()).thenCompose(agent -> {
            if (agent == null) {
                throw new ApiException(ErrorCode.SIGN_IN_FAILED, "the link was used or is over");
            }
            perAddress.giveBack(network);
            return issuer.issue(grant(agent, sinceMs));
        });
    }

    private static Grant grant(AgentId agent, long sinceMs) {
        return Grant.staff(new TokenSubject(TokenSubject.Kind.AGENT, agent.value()), 0, sinceMs);
    }

    private static String canonical(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT);
        return name.isEmpty() || name.length() > NAME_CHARS_MAX ? NO_NAME : name;
    }
}

package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.RedeemLinkRequest;
import dev.switchboard.protocol.v1.RenewRequest;
import dev.switchboard.protocol.v1.RevokeRequest;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier.Why;
import org.junit.jupiter.api.Test;

class AuthServiceTest {
    private static final String PASSWORD = "correct horse battery";

    private final Desk desk = new Desk();

    private static CustomerTokenRequest site(String key) {
        return CustomerTokenRequest.newBuilder().setSite(key).build();
    }

    private static SignInRequest signIn(String name, String password) {
        return SignInRequest.newBuilder().setName(name).setPassword(password).build();
    }

    private static RenewRequest renew(Tokens tokens) {
        return RenewRequest.newBuilder()
                .setRenewalToken(tokens.getRenewalToken())
                .build();
    }

    private Tokens customer() {
        return desk.tokens("CustomerToken", site("shop"), Desk.PAGE);
    }

    @Test
    void shouldGiveAnAnonymousCustomerAnIdentityOfTheSite() {
        int shop = Integer.parseInt(desk.shop().getId());
        Tokens first = customer();
        assertThat(first.getRole()).isEqualTo(Role.ROLE_CUSTOMER);
        assertThat(first.getAccessExpiresInMs()).isBetween(899_000L, 900_000L);
        Identity.Customer one = (Identity.Customer) desk.verified(first.getAccessToken());
        Identity.Customer other = (Identity.Customer) desk.verified(customer().getAccessToken());
        assertThat(one.site().value()).isEqualTo(shop);
        assertThat(one.id().value()).isPositive();
        assertThat(first.getSubject()).isEqualTo("customer:" + one.id().value());
        assertThat(other.id()).isNotEqualTo(one.id());
    }

    @Test
    void shouldAllowExactlyTheOriginsOfTheSite() {
        desk.shop();
        for (String allowed : new String[] {Desk.PAGE, "https://SHOP.example.com", "https://shop.example.com:443"}) {
            assertThat(desk.tokens("CustomerToken", site("shop"), allowed).getAccessToken())
                    .isNotEmpty();
        }
        for (String refused : new String[] {
            "",
            "null",
            "http://shop.example.com",
            "https://shop.example.com:8443",
            "https://example.com",
            "https://evil.shop.example.com",
            "https://shop.example.com.evil.com",
            "https://shop.example.com@evil.com",
            "https://evil.com#https://shop.example.com",
            "https://shop.example.com/",
            "https://shop.example.com, https://evil.com",
            "*"
        }) {
            assertThat(desk.tokensRefusal("CustomerToken", site("shop"), refused))
                    .as(refused)
                    .isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED);
        }
        assertThat(desk.tokensRefusal("CustomerToken", site("elsewhere"), Desk.PAGE))
                .isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED);
    }

    @Test
    void shouldLimitNewCustomersPerAddress() {
        desk.shop();
        for (int i = 0; i < 50; i++) {
            customer();
        }
        assertThat(desk.tokensRefusal("CustomerToken", site("shop"), Desk.PAGE)).isEqualTo(ErrorCode.RATE_LIMITED);
        desk.world.runFor(60_000);
        assertThat(customer().getAccessToken()).isNotEmpty();
    }

    @Test
    void shouldSignInByNameAndPassword() {
        Agent anna = desk.agent("anna", Role.ROLE_SUPERVISOR, PASSWORD);
        Tokens tokens = desk.tokens("SignIn", signIn(" Anna ", PASSWORD), "");
        Identity.Agent identity = (Identity.Agent) desk.verified(tokens.getAccessToken());
        assertThat(identity.id().value()).isEqualTo(Long.parseLong(anna.getId()));
        assertThat(identity.role()).isEqualTo(Identity.AgentRole.SUPERVISOR);
        assertThat(tokens.getRenewalExpiresInMs()).isEqualTo(30L * 86_400_000);
    }

    /** Whether the name, the password or the account is wrong is nobody's business; each does the work of one hash. */
    @Test
    void shouldAnswerAlikeWhateverIsWrong() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        desk.agent("no-password", Role.ROLE_AGENT, null);
        Agent gone = desk.agent("gone", Role.ROLE_AGENT, PASSWORD);
        desk.admin("PutAgent", gone.toBuilder().setDisabled(true).build(), Agent.class);
        for (SignInRequest wrong : new SignInRequest[] {
            signIn("anna", "wrong"),
            signIn("anna", ""),
            signIn("anna", "x".repeat(201)),
            signIn("nobody", PASSWORD),
            signIn("", PASSWORD),
            signIn("x".repeat(1_000), PASSWORD),
            signIn("no-password", PASSWORD),
            signIn("no-password", ""),
            signIn("gone", PASSWORD)
        }) {
            var refusal = desk.refusal(
                    () -> desk.auth.service().call(desk.request(desk.auth.service(), "SignIn", wrong, null, "")));
            assertThat(refusal.code()).as(wrong.getName()).isEqualTo(ErrorCode.SIGN_IN_FAILED);
            assertThat(refusal.getMessage()).isEqualTo(ErrorCode.SIGN_IN_FAILED.text());
            assertThat(refusal.details()).isEmpty();
        }
    }

    @Test
    void shouldLimitAttemptsPerNameAndForgetThemAfterSuccess() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        for (int i = 0; i < 4; i++) {
            assertThat(desk.tokensRefusal("SignIn", signIn("anna", "wrong"), ""))
                    .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        }
        desk.tokens("SignIn", signIn("anna", PASSWORD), "");
        for (int i = 0; i < 5; i++) {
            assertThat(desk.tokensRefusal("SignIn", signIn("anna", "wrong"), ""))
                    .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        }
        assertThat(desk.tokensRefusal("SignIn", signIn("ANNA", PASSWORD), "")).isEqualTo(ErrorCode.RATE_LIMITED);
        desk.world.runFor(300_000);
        desk.tokens("SignIn", signIn("anna", PASSWORD), "");
    }

    @Test
    void shouldLimitAttemptsPerAddress() {
        for (int i = 0; i < 20; i++) {
            assertThat(desk.tokensRefusal("SignIn", signIn("name-" + i, "wrong"), ""))
                    .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        }
        assertThat(desk.tokensRefusal("SignIn", signIn("another", "wrong"), "")).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(desk.tokensRefusal("RedeemLink", RedeemLinkRequest.getDefaultInstance(), ""))
                .isEqualTo(ErrorCode.RATE_LIMITED);
    }

    /** Whoever knows her name can try it from where he is, and keeps nobody out elsewhere until he has ten addresses. */
    @Test
    void shouldNotLetAStrangerKeepAnAgentOut() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        desk.callFrom("2001:db8::1");
        for (int i = 0; i < 5; i++) {
            assertThat(desk.tokensRefusal("SignIn", signIn("anna", "wrong"), ""))
                    .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        }
        desk.callFrom("2001:db8::2");
        assertThat(desk.tokensRefusal("SignIn", signIn("anna", PASSWORD), "")).isEqualTo(ErrorCode.RATE_LIMITED);
        desk.callFrom("2001:db8:0:1::1");
        desk.tokens("SignIn", signIn("anna", PASSWORD), "");

        for (int i = 0; i < 50; i++) {
            desk.callFrom("198.51.100." + (i / 5));
            assertThat(desk.tokensRefusal("SignIn", signIn("anna", "wrong"), ""))
                    .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        }
        desk.callFrom("192.0.2.1");
        assertThat(desk.tokensRefusal("SignIn", signIn("anna", PASSWORD), "")).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    /** A whole office signs in of a morning. */
    @Test
    void shouldNotCountGoodSignInsAgainstTheAddress() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        for (int i = 0; i < 30; i++) {
            desk.tokens("SignIn", signIn("anna", PASSWORD), "");
        }
    }

    @Test
    void shouldBoundTheCountersOfAttempts() {
        AttemptLimits limits = new AttemptLimits(desk.loop, java.time.Duration.ofMinutes(5), 1);
        for (int i = 0; i < AttemptLimits.KEYS_MAX + 1_000; i++) {
            limits.count("name-" + i);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(AttemptLimits.KEYS_MAX);
    }

    @Test
    void shouldRedeemALinkOnceAndWithinTenMinutesAndElseRefuseTheCredentials() {
        Agent anna = desk.agent("anna", Role.ROLE_AGENT, null);
        AgentId id = new AgentId(Long.parseLong(anna.getId()));
        String code = desk.await(() -> desk.auth.links().create(id));
        RedeemLinkRequest link = RedeemLinkRequest.newBuilder().setCode(code).build();
        Tokens tokens = desk.tokens("RedeemLink", link, "");
        assertThat(((Identity.Agent) desk.verified(tokens.getAccessToken())).id())
                .isEqualTo(id);
        assertThat(desk.tokensRefusal("RedeemLink", link, "")).isEqualTo(ErrorCode.SIGN_IN_FAILED);

        String late = desk.await(() -> desk.auth.links().create(id));
        desk.world.runFor(OneTimeLinks.LIFE.toMillis());
        assertThat(desk.tokensRefusal(
                        "RedeemLink",
                        RedeemLinkRequest.newBuilder().setCode(late).build(),
                        ""))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(desk.tokensRefusal("RedeemLink", RedeemLinkRequest.getDefaultInstance(), ""))
                .as("no code at all")
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
    }

    @Test
    void shouldRenewWithANewTokenAndKeepTheOldOneForAMinute() {
        desk.shop();
        Tokens first = customer();
        Tokens second = desk.tokens("Renew", renew(first), "");
        assertThat(second.getSubject()).isEqualTo(first.getSubject());
        assertThat(second.getRenewalToken()).isNotEqualTo(first.getRenewalToken());
        desk.world.runFor(59_000);
        Tokens repeated = desk.tokens("Renew", renew(first), "");
        assertThat(repeated.getSubject()).isEqualTo(first.getSubject());
        desk.world.runFor(1_000);
        assertThat(desk.tokensRefusal("Renew", renew(first), ""))
                .as("renewing again must not prolong it")
                .isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(desk.tokens("Renew", renew(second), "").getSubject()).isEqualTo(first.getSubject());
        assertThat(desk.tokens("Renew", renew(repeated), "").getSubject()).isEqualTo(first.getSubject());
        assertThat(desk.tokensRefusal("Renew", RenewRequest.getDefaultInstance(), ""))
                .isEqualTo(ErrorCode.TOKEN_INVALID);
    }

    @Test
    void shouldEndARenewalTokenAfterItsLife() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        Tokens tokens = desk.tokens("SignIn", signIn("anna", PASSWORD), "");
        desk.world.runFor(30L * 86_400_000);
        assertThat(desk.tokensRefusal("Renew", renew(tokens), "")).isEqualTo(ErrorCode.TOKEN_INVALID);
    }

    @Test
    void shouldRenewWithTheRoleOfTheDay() {
        Agent anna = desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        Tokens tokens = desk.tokens("SignIn", signIn("anna", PASSWORD), "");
        desk.admin("PutAgent", anna.toBuilder().setDisplayName("Anna B.").build(), Agent.class);
        assertThat(desk.tokens("Renew", renew(tokens), "").getRole()).isEqualTo(Role.ROLE_AGENT);
    }

    @Test
    void shouldMakeAllTokensOfTheCallerVoid() {
        desk.shop();
        Tokens tokens = customer();
        Identity caller = desk.verified(tokens.getAccessToken());
        Identity bystander = desk.verified(customer().getAccessToken());
        desk.await(() -> desk.auth
                .service()
                .call(desk.request(desk.auth.service(), "Revoke", RevokeRequest.getDefaultInstance(), caller, ""))
                .thenApply(done -> done));
        assertThat(desk.whyRejected(tokens.getAccessToken())).isEqualTo(Why.REVOKED);
        assertThat(desk.tokensRefusal("Renew", renew(tokens), "")).isEqualTo(ErrorCode.TOKEN_REVOKED);
        assertThat(desk.control.takeSubmitted()).last().isInstanceOf(Command.RevokeCustomer.class);
        assertThat(desk.auth.revocations().isRevoked(bystander)).isFalse();
    }

    /** A renewal that was under way carries nobody past the revocation: its tokens keep the time of the first proof. */
    @Test
    void shouldRefuseWhatWasRenewedWhileItWasRevoked() {
        desk.agent("anna", Role.ROLE_AGENT, PASSWORD);
        Tokens tokens = desk.tokens("SignIn", signIn("anna", PASSWORD), "");
        Identity caller = desk.verified(tokens.getAccessToken());
        desk.faults.delay(5, 5);
        desk.world.runFor(1_000);
        var renewal = desk.loop
                .call(() ->
                        desk.auth.service().call(desk.request(desk.auth.service(), "Renew", renew(tokens), null, "")))
                .toCompletableFuture();
        // The mark was read at the store after 15 ms, 5 for each way before.
        desk.world.runFor(16);
        desk.await(() -> desk.auth.revocations().revoke(TokenSubject.of(caller)));
        desk.world.runUntil(renewal::isDone, 10_000);
        assertThat(renewal).isCompleted();
        Tokens renewed = (Tokens) renewal.join();
        assertThat(desk.whyRejected(renewed.getAccessToken())).isEqualTo(Why.REVOKED);
        assertThat(desk.tokensRefusal("Renew", renew(renewed), "")).isEqualTo(ErrorCode.TOKEN_REVOKED);
    }

    @Test
    void shouldLetOnlyAdministrationRevokeOthers() {
        desk.shop();
        Tokens tokens = customer();
        RevokeRequest other =
                RevokeRequest.newBuilder().setSubject(tokens.getSubject()).build();
        Identity bystander = desk.verified(customer().getAccessToken());
        var service = desk.auth.service();
        assertThat(desk.refusal(() -> service.call(desk.request(service, "Revoke", other, bystander, "")))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(desk.refusal(() -> service.call(desk.request(service, "Revoke", other, null, "")))
                        .code())
                .isEqualTo(ErrorCode.TOKEN_INVALID);
        desk.await(() -> service.call(desk.request(service, "Revoke", other, Desk.ADMINISTRATION, ""))
                .thenApply(done -> done));
        assertThat(desk.whyRejected(tokens.getAccessToken())).isEqualTo(Why.REVOKED);
        RevokeRequest nonsense =
                RevokeRequest.newBuilder().setSubject("everybody").build();
        assertThat(desk.refusal(() -> service.call(desk.request(service, "Revoke", nonsense, Desk.ADMINISTRATION, "")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }
}

package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ProgramTokenRequest;
import dev.switchboard.protocol.v1.RenewRequest;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier.Why;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ProgramTokensTest {
    private final Desk desk = new Desk();
    private int ids;

    private AppKey key(CreateAppKeyRequest.Builder request) {
        return desk.admin("CreateAppKey", request.setTitle("test").build(), AppKey.class);
    }

    private AppKey shopKey() {
        desk.shop();
        return key(CreateAppKeyRequest.newBuilder().setSite("shop"));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .audience("switchboard")
                .jwtID("id-" + ids++)
                .expirationTime(Date.from(Instant.ofEpochMilli(desk.loop.utcMs() + 60_000)));
    }

    private static ProgramTokenRequest signed(AppKey key, JWTClaimsSet.Builder claims) {
        return signed(key.getId(), key.getSecret(), claims);
    }

    private static ProgramTokenRequest signed(String kid, String secret, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims.build());
            jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return ProgramTokenRequest.newBuilder()
                    .setAssertion(jwt.serialize())
                    .build();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Tokens tokens(ProgramTokenRequest request) {
        return desk.tokens("ProgramToken", request, "");
    }

    private ErrorCode refusal(ProgramTokenRequest request) {
        return desk.tokensRefusal("ProgramToken", request, "");
    }

    @Test
    void shouldGiveTheSameCustomerTheSameIdOnEachVisit() {
        AppKey key = shopKey();
        Tokens first = tokens(signed(key, claims().subject("customer:4711").claim("name", "Zoë")));
        Tokens second = tokens(signed(key, claims().subject("customer:4711")));
        Tokens other = tokens(signed(key, claims().subject("customer:4712")));
        assertThat(second.getSubject()).isEqualTo(first.getSubject());
        assertThat(other.getSubject()).isNotEqualTo(first.getSubject());
        Identity.Customer identity = (Identity.Customer) desk.verified(first.getAccessToken());
        assertThat(identity.name()).isEqualTo("Zoë");
        Tokens renewed = desk.tokens(
                "Renew",
                RenewRequest.newBuilder()
                        .setRenewalToken(first.getRenewalToken())
                        .build(),
                "");
        assertThat(((Identity.Customer) desk.verified(renewed.getAccessToken())).name())
                .isEqualTo("Zoë");
    }

    @Test
    void shouldActAsTheAgentsOfTheKeyOnly() {
        desk.agent("bot-1", Role.ROLE_PROGRAM, null);
        desk.agent("anna", Role.ROLE_AGENT, null);
        AppKey one = key(CreateAppKeyRequest.newBuilder().addAgents("bot-1"));
        AppKey all = key(CreateAppKeyRequest.newBuilder().addAgents("*"));
        assertThat(tokens(signed(one, claims().subject("agent:bot-1"))).getRole())
                .isEqualTo(Role.ROLE_PROGRAM);
        assertThat(refusal(signed(one, claims().subject("agent:anna")))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal(signed(one, claims().subject("customer:1")))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal(signed(one, claims()))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(tokens(signed(all, claims().subject("agent:anna"))).getRole())
                .isEqualTo(Role.ROLE_AGENT);
        assertThat(refusal(signed(all, claims().subject("agent:nobody")))).isEqualTo(ErrorCode.UNKNOWN_AGENT);
    }

    @Test
    void shouldAdministerIfTheKeyMay() {
        AppKey key = key(CreateAppKeyRequest.newBuilder().setAdministration(true));
        Tokens tokens = tokens(signed(key, claims()));
        Identity.Program program = (Identity.Program) desk.verified(tokens.getAccessToken());
        assertThat(program.administration()).isTrue();
        assertThat(tokens.getRole()).isEqualTo(Role.ROLE_PROGRAM);
        assertThat(tokens.getSubject()).isEqualTo("program:" + key.getId());
    }

    @Test
    void shouldRefuseAnAssertionThatIsNotInOrder() {
        AppKey key = shopKey();
        AppKey other = key(CreateAppKeyRequest.newBuilder().setSite("shop"));
        String customer = "customer:1";
        assertThat(refusal(signed(key.getId(), other.getSecret(), claims().subject(customer))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed("999", key.getSecret(), claims().subject(customer))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed("k", key.getSecret(), claims().subject(customer))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).audience("shop"))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).jwtID(null)))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).jwtID("x".repeat(65)))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).expirationTime(null))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).expirationTime(in(302_000)))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).expirationTime(in(0)))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject("customer:")))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject("customer:" + "x".repeat(65)))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject("4711")))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(signed(key, claims().subject(customer).claim("name", "a\nb"))))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(
                        ProgramTokenRequest.newBuilder().setAssertion("a.b.c").build()))
                .isEqualTo(ErrorCode.SIGN_IN_FAILED);
        assertThat(refusal(ProgramTokenRequest.getDefaultInstance())).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    }

    private Date in(long ms) {
        return Date.from(Instant.ofEpochMilli(desk.loop.utcMs() + ms));
    }

    @Test
    void shouldTakeAnAssertionOnce() {
        AppKey key = shopKey();
        ProgramTokenRequest request = signed(key, claims().subject("customer:1"));
        tokens(request);
        assertThat(refusal(request)).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    }

    @Test
    void shouldEndWhatADeletedKeyHasGiven() {
        AppKey key = key(CreateAppKeyRequest.newBuilder().setAdministration(true));
        Tokens tokens = tokens(signed(key, claims()));
        assertThat(desk.whyRejected(tokens.getAccessToken())).isNull();
        desk.admin(
                "DeleteAppKey",
                DeleteRequest.newBuilder()
                        .setId(key.getId())
                        .setRevision(key.getRevision())
                        .build(),
                Done.class);
        assertThat(desk.whyRejected(tokens.getAccessToken())).isEqualTo(Why.REVOKED);
        RenewRequest renewal = RenewRequest.newBuilder()
                .setRenewalToken(tokens.getRenewalToken())
                .build();
        assertThat(desk.tokensRefusal("Renew", renewal, "")).isEqualTo(ErrorCode.TOKEN_REVOKED);
        assertThat(refusal(signed(key, claims()))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    }
}

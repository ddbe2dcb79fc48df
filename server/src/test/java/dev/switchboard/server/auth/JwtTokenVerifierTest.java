package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.server.account.InMemoryAccountStore;
import dev.switchboard.server.admin.CoreControlPath;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.TokenVerifier.Rejected;
import dev.switchboard.server.session.TokenVerifier.Why;
import dev.switchboard.server.storage.StoreFaults;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JwtTokenVerifierTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_SECRET = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
    private static final SigningKeys.Key KEY = new SigningKeys.Key("k1", SECRET);
    private static final SigningKeys KEYS = SigningKeys.of(List.of(KEY));

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final StoreFaults faults = StoreFaults.none();
    private final InMemoryAccountStore store = new InMemoryAccountStore(world::utcMs);
    private final CoreControlPath control = new CoreControlPath(loop);
    private final Revocations revocations =
            new Revocations(loop, store.forNode(loop, faults), control, TokenLives.DEFAULTS, 3);
    private final JwtTokenVerifier verifier = new JwtTokenVerifier(loop, KEYS, revocations, TokenLives.DEFAULTS);

    private Identity.Agent agent(long id) {
        long nowMs = loop.utcMs();
        return new Identity.Agent(new AgentId(id), AgentRole.SUPERVISOR, nowMs, nowMs + 900_000);
    }

    private String tokenOf(Identity identity) {
        return new AccessTokens(KEYS).issue(identity, loop.utcMs());
    }

    /** A valid token of agent 7 but for what a test changes. */
    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("switchboard")
                .audience("switchboard")
                .subject("agent:7")
                .claim("role", "agent")
                .claim("since", loop.utcMs())
                .expirationTime(Date.from(Instant.ofEpochMilli(loop.utcMs() + 60_000)));
    }

    private static String signed(JWTClaimsSet.Builder claims, String kid, byte[] secret, JWSAlgorithm algorithm) {
        try {
            SignedJWT jwt =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims.build());
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Why why(String token) {
        CompletableFuture<Identity> result =
                loop.call(() -> verifier.verify(token)).toCompletableFuture();
        world.runUntil(result::isDone, 10_000);
        return result.handle((identity, failure) -> failure == null ? null : ((Rejected) failure).why())
                .join();
    }

    private Identity verified(String token) {
        CompletableFuture<Identity> result =
                loop.call(() -> verifier.verify(token)).toCompletableFuture();
        world.runUntil(result::isDone, 10_000);
        return result.join();
    }

    @Test
    void shouldReturnTheIdentityItWasIssuedFor() {
        long nowMs = loop.utcMs();
        long endsMs = nowMs / 1_000 * 1_000 + 900_000;
        List<Identity> identities = List.of(
                new Identity.Customer(new CustomerId(Long.MAX_VALUE), new SiteId(3), "Zoë", nowMs, endsMs),
                new Identity.Customer(new CustomerId(1), new SiteId(3), "", nowMs, endsMs),
                new Identity.Agent(new AgentId(7), AgentRole.PROGRAM, nowMs, endsMs),
                new Identity.Agent(new AgentId(7), AgentRole.ADMINISTRATOR, nowMs, endsMs),
                new Identity.Program("12", true, nowMs, endsMs),
                new Identity.Program("12", false, nowMs, endsMs));
        for (Identity identity : identities) {
            String token = tokenOf(identity);
            assertThat(verified(token)).isEqualTo(identity);
            assertThat(verified(token)).as("again, perhaps from the cache").isEqualTo(identity);
        }
    }

    @Test
    void shouldRefuseForgedAndForeignTokens() {
        assertThat(why(signed(claims(), "k1", SECRET, JWSAlgorithm.HS256))).isNull();
        assertThat(why(signed(claims(), "k1", OTHER_SECRET, JWSAlgorithm.HS256)))
                .isEqualTo(Why.BAD_SIGNATURE);
        assertThat(why(signed(claims(), "k9", SECRET, JWSAlgorithm.HS256))).isEqualTo(Why.BAD_SIGNATURE);
        assertThat(why(signed(claims().audience("shop"), "k1", SECRET, JWSAlgorithm.HS256)))
                .isEqualTo(Why.WRONG_AUDIENCE);
        assertThat(why(signed(claims().issuer("shop"), "k1", SECRET, JWSAlgorithm.HS256)))
                .isEqualTo(Why.WRONG_AUDIENCE);
        assertThat(why(signed(claims().audience(List.of("switchboard", "shop")), "k1", SECRET, JWSAlgorithm.HS256)))
                .isEqualTo(Why.WRONG_AUDIENCE);
        assertThat(why(new PlainJWT(claims().build()).serialize()))
                .as("alg none")
                .isEqualTo(Why.MALFORMED);
        byte[] longSecret = new byte[64];
        assertThat(why(signed(claims(), "k1", longSecret, JWSAlgorithm.HS512)))
                .as("another algorithm")
                .isEqualTo(Why.MALFORMED);
    }

    @Test
    void shouldRefuseChangedAndTruncatedTokens() {
        String token = tokenOf(agent(7));
        String[] parts = token.split("\\.", -1);
        String other = tokenOf(agent(8)).split("\\.", -1)[1];
        assertThat(why(parts[0] + "." + other + "." + parts[2])).isEqualTo(Why.BAD_SIGNATURE);
        assertThat(why(parts[0] + "." + parts[1] + ".")).isEqualTo(Why.MALFORMED);
        for (int length = 0; length < token.length(); length++) {
            assertThat(why(token.substring(0, length))).as("first %d", length).isNotNull();
        }
        assertThat(why("x".repeat(AccessTokens.CHARS_MAX + 1))).isEqualTo(Why.MALFORMED);
        assertThat(verifier.size()).isZero();
    }

    @Test
    void shouldRefuseTokensWithClaimsThatMakeNoSense() {
        for (JWTClaimsSet.Builder claims : List.of(
                claims().subject("agent:0"),
                claims().subject("agent:+7"),
                claims().subject("agent:99999999999999999999"),
                claims().subject("robot:7"),
                claims().subject(null),
                claims().claim("role", "customer"),
                claims().claim("role", null),
                claims().claim("since", "yesterday"),
                claims().claim("since", null),
                claims().expirationTime(null),
                claims().subject("customer:7").claim("role", "customer"))) {
            assertThat(why(signed(claims, "k1", SECRET, JWSAlgorithm.HS256)))
                    .as(claims.getClaims().toString())
                    .isEqualTo(Why.MALFORMED);
        }
    }

    @Test
    void shouldRefuseATokenFromTheMomentItExpires() {
        String token = tokenOf(agent(7));
        long lifeMs = verified(token).expiresAtMs() - loop.utcMs();
        world.runFor(lifeMs - 1);
        assertThat(why(token)).isNull();
        world.runFor(1);
        assertThat(why(token)).as("from the cache").isEqualTo(Why.EXPIRED);
    }

    @Test
    void shouldVerifyByBothKeysAndSignByTheFirst() {
        SigningKeys.Key next = new SigningKeys.Key("k2", OTHER_SECRET);
        String old = tokenOf(agent(7));
        JwtTokenVerifier rotated =
                new JwtTokenVerifier(loop, SigningKeys.of(List.of(next, KEY)), revocations, TokenLives.DEFAULTS);
        CompletableFuture<Identity> result =
                loop.call(() -> rotated.verify(old)).toCompletableFuture();
        world.runUntil(result::isDone, 1_000);
        assertThat(result).isCompleted();
        String fresh = new AccessTokens(SigningKeys.of(List.of(next, KEY))).issue(agent(7), loop.utcMs());
        assertThat(why(fresh)).as("a node that does not know the new key").isEqualTo(Why.BAD_SIGNATURE);
    }

    @Test
    void shouldRefuseARevokedTokenAlsoFromTheCache() {
        String token = tokenOf(agent(7));
        String bystander = tokenOf(agent(8));
        assertThat(why(token)).isNull();
        assertThat(why(bystander)).isNull();
        control.apply(new Command.RevokeAgent(new AgentId(7), loop.utcMs() + 1));
        assertThat(why(token)).isEqualTo(Why.REVOKED);
        assertThat(why(bystander)).isNull();
        world.runFor(1);
        assertThat(why(tokenOf(agent(7)))).as("signed in afterwards").isNull();
    }

    /** A node that starts later has not applied the revocation; a token it sees first is checked against the mark. */
    @Test
    void shouldKnowRevocationsFromBeforeItsStart() {
        String token = tokenOf(agent(7));
        TokenSubject subject = new TokenSubject(TokenSubject.Kind.AGENT, 7);
        var done =
                loop.call(() -> revocations.revoke(subject, loop.utcMs() + 1)).toCompletableFuture();
        world.runUntil(done::isDone, 1_000);
        CoreControlPath later = new CoreControlPath(loop);
        JwtTokenVerifier started = new JwtTokenVerifier(
                loop,
                KEYS,
                new Revocations(loop, store.forNode(loop), later, TokenLives.DEFAULTS),
                TokenLives.DEFAULTS);
        CompletableFuture<Identity> result =
                loop.call(() -> started.verify(token)).toCompletableFuture();
        world.runUntil(result::isDone, 1_000);
        assertThat(result.handle((identity, failure) -> ((Rejected) failure).why())
                        .join())
                .isEqualTo(Why.REVOKED);
    }

    /** The bound here is 3: the fourth revocation pushes one out, and tokens in the cache must not profit from it. */
    @Test
    void shouldStillRefuseWhenRevocationsOutgrowTheirBound() {
        List<String> tokens =
                List.of(tokenOf(agent(1)), tokenOf(agent(2)), tokenOf(agent(3)), tokenOf(agent(4)), tokenOf(agent(5)));
        tokens.forEach(token -> assertThat(why(token)).isNull());
        for (long id = 1; id <= 5; id++) {
            TokenSubject subject = new TokenSubject(TokenSubject.Kind.AGENT, id);
            var done = loop.call(() -> revocations.revoke(subject, loop.utcMs() + 1))
                    .toCompletableFuture();
            world.runUntil(done::isDone, 1_000);
        }
        tokens.forEach(token -> assertThat(why(token)).isEqualTo(Why.REVOKED));
    }

    @Test
    void shouldAskTheMarkAgainWhenTheStateWasReplaced() {
        String token = tokenOf(agent(7));
        assertThat(why(token)).isNull();
        assertThat(verifier.size()).isEqualTo(1);
        control.forgetAll();
        assertThat(verifier.size()).isZero();
    }

    @Test
    void shouldSayThatTheStorageIsAway() {
        faults.down(true);
        String token = tokenOf(agent(7));
        assertThat(why(token)).isEqualTo(Why.STORAGE_UNAVAILABLE);
        faults.clear();
        assertThat(why(token)).isNull();
        faults.down(true);
        assertThat(why(token)).as("a known token needs no storage").isNull();
    }

    @Test
    void shouldBoundTheCache() {
        JwtTokenVerifier small = new JwtTokenVerifier(loop, KEYS, revocations, TokenLives.DEFAULTS, 10);
        for (long id = 1; id <= 100; id++) {
            String token = tokenOf(agent(id));
            CompletableFuture<Identity> result =
                    loop.call(() -> small.verify(token)).toCompletableFuture();
            world.runUntil(result::isDone, 1_000);
            assertThat(result).isCompleted();
        }
        assertThat(small.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(KEY.toString()).isEqualTo("Key[k1, ***]");
    }
}

package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.account.InMemoryAccountStore;
import dev.switchboard.server.admin.CoreControlPath;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier.Rejected;
import dev.switchboard.server.storage.StoreFaults;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Access tokens that were damaged, and such as only a broken server would sign: an identity or a rejection. */
class TokenFuzzTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final SigningKeys KEYS = SigningKeys.of(List.of(new SigningKeys.Key("k1", SECRET)));

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final Revocations revocations = new Revocations(
            loop,
            new InMemoryAccountStore(world::utcMs).forNode(loop, StoreFaults.none()),
            new CoreControlPath(loop),
            TokenLives.DEFAULTS,
            3);
    private final JwtTokenVerifier verifier = new JwtTokenVerifier(loop, KEYS, revocations, TokenLives.DEFAULTS);

    private CompletableFuture<Identity> verify(String token) {
        CompletableFuture<Identity> result =
                loop.call(() -> verifier.verify(token)).toCompletableFuture();
        world.runUntil(result::isDone, 10_000);
        return result;
    }

    private static void assertRejected(CompletableFuture<Identity> result) {
        assertThat(result.handle((identity, failure) -> failure).join()).isInstanceOf(Rejected.class);
    }

    @Test
    void shouldMakeNobodyElseOfADamagedToken() {
        long nowMs = loop.utcMs();
        var identity = new Identity.Customer(new CustomerId(17), new SiteId(3), "Zoë", nowMs, nowMs + 900_000_000);
        String token = new AccessTokens(KEYS).issue(identity, nowMs);
        Identity whole = verify(token).join();
        Fuzz.run("damaged tokens", 4_000, random -> {
            CompletableFuture<Identity> result = verify(Mutator.text(random, List.of(token, token + "." + token)));
            if (result.isCompletedExceptionally()) {
                assertRejected(result);
            } else {
                assertThat(result.join()).isEqualTo(whole);
            }
        });
    }

    @Test
    void shouldRejectOrUnderstandWhateverWasSigned() {
        List<String> heads =
                List.of("{\"alg\":\"HS256\",\"kid\":\"k1\"}", "{\"kid\":\"k1\",\"typ\":\"JWT\",\"alg\":\"HS256\"}");
        long sinceMs = loop.utcMs();
        String claims =
                "{\"iss\":\"switchboard\",\"aud\":\"switchboard\",\"sub\":\"agent:7\",\"role\":\"agent\",\"since\":"
                        + sinceMs + ",\"exp\":" + (sinceMs / 1_000 + 900) + "}";
        assertThat(verify(signed(heads.get(0), claims)).isCompletedExceptionally())
                .isFalse();
        List<String> samples = List.of(
                claims,
                claims.replace("agent:7", "customer:9").replace("\"role\":\"agent\"", "\"site\":3,\"name\":\"Zoë\""),
                claims.replace("agent:7", "program:12").replace("\"role\":\"agent\"", "\"administration\":true"));
        Fuzz.run("signed claims", 4_000, random -> {
            String head = random.nextInt(5) == 0 ? Mutator.text(random, heads) : heads.get(random.nextInt(2));
            CompletableFuture<Identity> result = verify(signed(head, Mutator.text(random, samples)));
            if (result.isCompletedExceptionally()) {
                assertRejected(result);
            }
        });
    }

    /** Who cannot sign must not reach a parser that takes its time or its stack. */
    @Test
    void shouldRejectWhatIsNestedDeeply() {
        for (String deep : List.of("[".repeat(30_000), "{\"a\":".repeat(8_000))) {
            assertRejected(verify(base64(deep.getBytes(StandardCharsets.UTF_8)) + ".e30.c2ln"));
            assertRejected(verify(signed("{\"alg\":\"HS256\",\"kid\":\"k1\"}", deep)));
            assertRejected(verify(signed("{\"alg\":\"HS256\",\"kid\":\"k1\",\"x\":" + deep + "}", "{}")));
        }
    }

    /** One such token from a stranger ended the node: the failure was none that its callers expected. */
    @Test
    void shouldRejectWhatIsNothing() {
        String hs256 = "{\"alg\":\"HS256\",\"kid\":\"k1\"}";
        for (String nothing :
                List.of("null", "", "[]", "{}", "1", "\"\"", "{\"alg\":null}", "{\"alg\":\"HS256\",\"kid\":null}")) {
            assertRejected(verify(signed(nothing, "{}")));
            assertRejected(verify(signed(hs256, nothing)));
            assertRejected(verify(base64(nothing.getBytes(StandardCharsets.UTF_8)) + ".e30.c2ln"));
        }
    }

    private static String signed(String head, String claims) {
        String content =
                base64(head.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package dev.switchboard.server.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.session.TokenVerifier.Rejected;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program says about itself: a JWT signed with the secret of its app key. Header: {@code alg} "HS256", {@code kid} the
 * id of the app key. The secret is used as the bytes of its text. Claims:
 *
 * <ul>
 *   <li>{@code aud}: "switchboard";
 *   <li>{@code exp}: seconds since 1970, in the future and at most 5 minutes ahead;
 *   <li>{@code jti}: 1–64 characters, never used before with this key;
 *   <li>{@code sub}: {@code customer:<id>} with the program's own id of the customer, 1–64 characters (the key must name a
 *       site); or {@code agent:<name>} (the key must name the agent); absent for administration (the key must allow it);
 *   <li>{@code name}: optional, what agents see of the customer, at most 64 characters.
 * </ul>
 *
 * <p>Other claims are ignored.
 */
final class Assertion {
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    private static final int ID_CHARS_MAX = 64;
    private static final String CUSTOMER = "customer:";
    private static final String AGENT = "agent:";

    private final SignedJWT jwt;
    private final long keyId;

    private Assertion(SignedJWT jwt, long keyId) {
        this.jwt = jwt;
        this.keyId = keyId;
    }

    /** Reads the header only; throws SIGN_IN_FAILED. */
    static Assertion parse(String text) {
        try {
            SignedJWT jwt = AccessTokens.parse(text);
            String kid = jwt.getHeader().getKeyID();
            Long keyId = kid == null ? null : TokenSubject.number(kid);
            if (keyId == null) {
                throw invalid("the header names no app key (kid)");
            }
            return new Assertion(jwt, keyId);
        } catch (Rejected rejected) {
            throw invalid("not a JWT with HS256");
        }
    }

    long keyId() {
        return keyId;
    }

    /** Checks signature and claims; throws SIGN_IN_FAILED. */
    Claims verify(@Nullable String secret, long nowMs) {
        if (secret == null || !AccessTokens.isSignedBy(jwt, AppKeySecrets.bytes(secret))) {
            throw invalid("not signed by a known app key");
        }
        try {
            return claims(AccessTokens.claims(jwt), nowMs);
        } catch (ParseException e) {
            throw invalid("the claims cannot be read");
        }
    }

    private static Claims claims(JWTClaimsSet claims, long nowMs) throws ParseException {
        if (!List.of(AccessTokens.SWITCHBOARD).equals(claims.getAudience())) {
            throw invalid("aud must be \"switchboard\"");
        }
        Long expiresMs = AccessTokens.expiresMs(claims);
        if (expiresMs == null || expiresMs > nowMs + AHEAD_MAX.toMillis()) {
            throw invalid("exp must be at most 5 minutes ahead");
        }
        if (expiresMs <= nowMs) {
            throw invalid("the assertion has expired");
        }
        String id = claims.getJWTID();
        if (id == null || id.isEmpty() || id.length() > ID_CHARS_MAX) {
            throw invalid("jti must have 1–64 characters");
        }
        String subject = claims.getSubject();
        String customer = after(CUSTOMER, subject);
        String agent = after(AGENT, subject);
        if (subject != null && customer == null && agent == null) {
            throw invalid("sub must be customer:<id>, agent:<name> or absent");
        }
        return new Claims(id, expiresMs, customer, agent, displayName(claims.getStringClaim("name")));
    }

    private static String displayName(@Nullable String given) {
        String name = given == null ? "" : given.strip();
        if (name.length() > ID_CHARS_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name may have 64 characters");
        }
        return name;
    }

    private static @Nullable String after(String prefix, @Nullable String subject) {
        if (subject == null || !subject.startsWith(prefix)) {
            return null;
        }
        String id = subject.substring(prefix.length());
        if (id.isEmpty() || id.length() > ID_CHARS_MAX) {
            throw invalid("the id in sub must have 1–64 characters");
        }
        return id;
    }

    private static ApiException invalid(String why) {
        return new ApiException(ErrorCode.SIGN_IN_FAILED, why);
    }

    /**
     * @param customer the program's id of a customer, or null
     * @param agent name of an agent, or null
     */
    record Claims(
            String id,
            long expiresMs,
            @Nullable String customer,
            @Nullable String agent,
            String name) {}
}

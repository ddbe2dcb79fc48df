package dev.switchboard.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.TokenVerifier.Rejected;
import dev.switchboard.server.session.TokenVerifier.Why;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWT, HS256, with {@code kid}. Claims: {@code iss} and {@code aud} "switchboard"; {@code sub} see
 * {@link TokenSubject}; {@code role} "customer", "agent", "supervisor", "administrator", "program"; {@code iat}, {@code exp};
 * {@code since} (ms, see {@link Identity#issuedAtMs}); customers: {@code site} and, when identified, {@code name};
 * programs: {@code admin}.
 *
 * <p>Pure functions of their arguments and the keys. What storage knows (revocations) is asked by the caller.
 */
final class AccessTokens {
    static final String SWITCHBOARD = "switchboard";
    /** Longest token looked at; ours stay below 700 characters. */
    static final int CHARS_MAX = 2_048;

    private static final String ROLE = "role";
    private static final String SITE = "site";
    private static final String NAME = "name";
    private static final String SINCE = "since";
    private static final String ADMIN = "admin";
    private static final String CUSTOMER = "customer";

    private final SigningKeys keys;

    AccessTokens(SigningKeys keys) {
        this.keys = keys;
    }

    String issue(Identity identity, long nowMs) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(SWITCHBOARD)
                .audience(SWITCHBOARD)
                .subject(TokenSubject.of(identity).text())
                .issueTime(Date.from(Instant.ofEpochMilli(nowMs)))
                .expirationTime(Date.from(Instant.ofEpochMilli(identity.expiresAtMs())))
                .claim(SINCE, identity.issuedAtMs());
        if (identity instanceof Identity.Customer customer) {
            claims.claim(ROLE, CUSTOMER).claim(SITE, customer.site().value());
            if (!customer.name().isEmpty()) {
                claims.claim(NAME, customer.name());
            }
        } else if (identity instanceof Identity.Agent agent) {
            claims.claim(ROLE, agent.role().name().toLowerCase(Locale.ROOT));
        } else if (identity instanceof Identity.Program program) {
            claims.claim(ROLE, "program").claim(ADMIN, program.administration());
        }
        SigningKeys.Key key = keys.signing();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build(), claims.build());
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of 32 bytes signs HS256", e);
        }
        return token.serialize();
    }

    /** Whose token it is; throws {@link Rejected}. */
    Identity verify(String token, long nowMs) {
        SignedJWT jwt = parse(token);
        SigningKeys.Key key = keys.find(jwt.getHeader().getKeyID());
        if (key == null || !isSignedBy(jwt, key.secret())) {
            throw new Rejected(Why.BAD_SIGNATURE);
        }
        try {
            JWTClaimsSet claims = claims(jwt);
            if (!SWITCHBOARD.equals(claims.getIssuer()) || !List.of(SWITCHBOARD).equals(claims.getAudience())) {
                throw new Rejected(Why.WRONG_AUDIENCE);
            }
            Identity identity = identity(claims);
            if (identity == null) {
                throw new Rejected(Why.MALFORMED);
            }
            if (identity.expiresAtMs() <= nowMs) {
                throw new Rejected(Why.EXPIRED);
            }
            return identity;
        } catch (ParseException e) {
            throw new Rejected(Why.MALFORMED);
        }
    }

    /** A JWS in compact form with HS256 and nothing critical in its header; throws {@link Rejected}. */
    static SignedJWT parse(String token) {
        if (token.length() > CHARS_MAX) {
            throw new Rejected(Why.MALFORMED);
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // The library does not only fail as it says: a header of "null" is a NullPointerException.
            throw new Rejected(Why.MALFORMED);
        }
        if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
            throw new Rejected(Why.MALFORMED);
        }
        return jwt;
    }

    /** What a token says, once its signature is known to be good. */
    static JWTClaimsSet claims(SignedJWT jwt) throws ParseException {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims != null) {
                return claims;
            }
        } catch (RuntimeException e) {
            // As above.
        }
        throw new ParseException("no claims", 0);
    }

    /** Compares in constant time (Nimbus does). */
    static boolean isSignedBy(SignedJWT jwt, byte[] secret) {
        try {
            JWSVerifier verifier = new MACVerifier(secret);
            return jwt.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    private static @Nullable Identity identity(JWTClaimsSet claims) throws ParseException {
        String text = claims.getSubject();
        TokenSubject subject = text == null ? null : TokenSubject.parse(text);
        Long expiresMs = expiresMs(claims);
        Long since = claims.getLongClaim(SINCE);
        String role = claims.getStringClaim(ROLE);
        if (subject == null || expiresMs == null || since == null || role == null) {
            return null;
        }
        return switch (subject.kind()) {
            case CUSTOMER -> {
                Integer site = claims.getIntegerClaim(SITE);
                String name = claims.getStringClaim(NAME);
                yield site == null || !role.equals(CUSTOMER)
                        ? null
                        : new Identity.Customer(
                                new CustomerId(subject.id()),
                                new SiteId(site),
                                name == null ? "" : name,
                                since,
                                expiresMs);
            }
            case AGENT -> {
                AgentRole agentRole = agentRole(role);
                yield agentRole == null
                        ? null
                        : new Identity.Agent(new AgentId(subject.id()), agentRole, since, expiresMs);
            }
            case PROGRAM ->
                new Identity.Program(
                        Long.toString(subject.id()),
                        Boolean.TRUE.equals(claims.getBooleanClaim(ADMIN)),
                        since,
                        expiresMs);
        };
    }

    static @Nullable Long expiresMs(JWTClaimsSet claims) {
        Date expires = claims.getExpirationTime();
        return expires == null ? null : expires.toInstant().toEpochMilli();
    }

    private static @Nullable AgentRole agentRole(String claim) {
        for (AgentRole role : AgentRole.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(claim)) {
                return role;
            }
        }
        return null;
    }
}

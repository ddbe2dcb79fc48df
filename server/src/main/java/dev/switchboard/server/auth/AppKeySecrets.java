package dev.switchboard.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Secrets of app keys: 256 random bits as text. HS256 is symmetric, so the store has to hold the secret itself and not a hash
 * of it: who can read Redis can sign assertions.
 */
public final class AppKeySecrets {
    private AppKeySecrets() {}

    public static String create(SecureRandom random) {
        return RenewalTokens.randomToken(random);
    }

    /** The key bytes that a program signs with: those of the text, so that nobody has to decode anything. */
    static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.switchboard.loadtest.desk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signed statement by which a program proves that it holds an app key: a JWT with HS256, see {@code auth.proto}. */
final class AppKeyAssertion {

    private static final long LIFE_SECONDS = 120;

    private AppKeyAssertion() {}

    /** @param subject whom the program acts as, e.g. {@code agent:anna}; empty for itself */
    static String sign(String keyId, String secret, String subject, Instant now) {
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}";
        String claims = "{\"aud\":\"switchboard\",\"exp\":" + (now.getEpochSecond() + LIFE_SECONDS) + ",\"jti\":\""
                + UUID.randomUUID() + "\"" + (subject.isEmpty() ? "" : ",\"sub\":\"" + subject + "\"") + "}";
        String signed =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

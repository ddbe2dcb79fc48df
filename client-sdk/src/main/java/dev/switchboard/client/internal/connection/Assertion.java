package dev.switchboard.client.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the assertion with which a program asks for a token: a JWT with HS256, made by hand because it is three lines of
 * JSON and a library would come with every client.
 */
final class Assertion {

    /** The server allows five minutes; half of that forgives a clock that is wrong by two and a half either way. */
    private static final long LIFE_SECONDS = 150;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Assertion() {}

    static String sign(SignIn.Program program, Environment environment) {
        long expires = environment.utcMs() / 1_000 + LIFE_SECONDS;
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":" + quoted(program.keyId()) + "}";
        String claims = "{\"aud\":\"switchboard\",\"exp\":" + expires + ",\"jti\":\"" + Ids.next(environment.random())
                + "\",\"sub\":" + quoted(program.subject()) + "}";
        String signed = encoded(header) + "." + encoded(claims);
        return signed + "." + BASE64.encodeToString(mac(program.secret(), signed));
    }

    private static byte[] mac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has HmacSHA256", missing);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }

    /** A JSON string; what is not plain ASCII is escaped. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}

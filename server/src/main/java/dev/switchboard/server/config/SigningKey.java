package dev.switchboard.server.config;

import dev.switchboard.server.config.Kind.Malformed;
import java.util.Base64;

/**
 * A key that signs tokens.
 *
 * @param kid its name, which tokens carry
 * @param base64 the key, 32–64 bytes
 */
public record SigningKey(String kid, Secret base64) {

    private static final String REMEDY =
            "Give kid:key, for example today:$(openssl rand -base64 32), the kid of [A-Za-z0-9_-]";

    static SigningKey parse(String text) throws Malformed {
        int colon = text.indexOf(':');
        if (colon < 1 || !text.substring(0, colon).matches("[A-Za-z0-9_-]{1,32}")) {
            throw new Malformed("has a key without a name", REMEDY);
        }
        String base64 = text.substring(colon + 1);
        try {
            int length = Base64.getDecoder().decode(base64).length;
            if (length < 32 || length > 64) {
                throw new Malformed("has a key of " + length + " bytes", REMEDY);
            }
        } catch (IllegalArgumentException e) {
            throw new Malformed("has a key that is not base64", REMEDY);
        }
        return new SigningKey(text.substring(0, colon), new Secret(base64));
    }
}

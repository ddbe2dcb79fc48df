package dev.switchboard.server.auth;

import dev.switchboard.server.account.AccountStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens. The first signs, all verify; two at a time are enough to rotate: put the new key in
 * front, and drop the old one when the last token it signed is over (15 minutes).
 *
 * <p>Without configured keys one is made once and shared through the account store: who can read Redis can sign.
 */
public final class SigningKeys {
    public static final int COUNT_MAX = 2;
    public static final int SECRET_BYTES_MIN = 32;

    private static final String SHARED = "signing-key";

    private final List<Key> keys;

    private SigningKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @param keys one or two, with different ids and secrets of at least 32 bytes */
    public static SigningKeys of(List<Key> keys) {
        if (keys.isEmpty() || keys.size() > COUNT_MAX) {
            throw new IllegalArgumentException("one or two signing keys are needed, not " + keys.size());
        }
        if (keys.stream().map(Key::kid).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("signing keys need different ids");
        }
        return new SigningKeys(keys);
    }

    /** The configured keys, or when there are none the shared one. */
    public static CompletionStage<SigningKeys> load(AccountStore store, List<Key> configured, SecureRandom random) {
        if (!configured.isEmpty()) {
            return CompletableFuture.completedStage(of(configured));
        }
        byte[] secret = new byte[SECRET_BYTES_MIN];
        random.nextBytes(secret);
        return store.shared(SHARED, Base64.getEncoder().encodeToString(secret))
                .thenApply(
                        stored -> of(List.of(new Key(SHARED, Base64.getDecoder().decode(stored)))));
    }

    Key signing() {
        return keys.get(0);
    }

    @Nullable
    Key find(@Nullable String kid) {
        for (Key key : keys) {
            if (key.kid.equals(kid)) {
                return key;
            }
        }
        return null;
    }

    /** A secret with the id that tokens name it by. */
    public static final class Key {
        private final String kid;
        private final byte[] secret;

        public Key(String kid, byte[] secret) {
            if (kid.isEmpty() || secret.length < SECRET_BYTES_MIN) {
                throw new IllegalArgumentException(
                        "a signing key needs an id and a secret of at least " + SECRET_BYTES_MIN + " bytes");
            }
            this.kid = kid;
            this.secret = Arrays.copyOf(secret, secret.length);
        }

        public String kid() {
            return kid;
        }

        /** The bytes themselves, not to be changed. */
        byte[] secret() {
            return secret;
        }

        @Override
        public String toString() {
            return "Key[" + kid + ", ***]";
        }
    }
}

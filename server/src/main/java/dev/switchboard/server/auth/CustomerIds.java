package dev.switchboard.server.auth;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/**
 * Ids of customers, 63 bits. Anonymous ones are random; that of an identified customer is derived from the site and the
 * program's own id for him, so that it is the same on each visit without a table, and by a secret, so that nobody can tell
 * the external id from it.
 */
public final class CustomerIds {
    /** Not a signing key: those are rotated, and this secret must not change. */
    private static final String SHARED = "customer-id-secret";

    private static final int SECRET_BYTES = 32;

    private final byte[] secret;
    private final SecureRandom random;

    private CustomerIds(byte[] secret, SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    public static CompletionStage<CustomerIds> load(AccountStore store, SecureRandom random) {
        byte[] proposal = new byte[SECRET_BYTES];
        random.nextBytes(proposal);
        return store.shared(SHARED, Base64.getEncoder().encodeToString(proposal))
                .thenApply(stored -> new CustomerIds(Base64.getDecoder().decode(stored), random));
    }

    CustomerId anonymous() {
        return positive(random.nextLong());
    }

    CustomerId derived(SiteId site, String externalId) {
        byte[] mac = Hashes.hmac(secret, site.value() + "\n" + externalId);
        return positive(ByteBuffer.wrap(mac).getLong());
    }

    /** 1 … 2^63−1; 0 stands for nobody elsewhere. */
    private static CustomerId positive(long bits) {
        return new CustomerId(Math.max(1, bits & Long.MAX_VALUE));
    }
}

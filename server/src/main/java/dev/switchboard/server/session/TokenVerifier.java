package dev.switchboard.server.session;

import java.util.concurrent.CompletionStage;

/** Port of {@code auth} towards sessions. */
public interface TokenVerifier {
    /**
     * Completes on the loop with the identity, or fails with {@link Rejected}. Revocations that this node has applied or
     * can read in the storage are checked; a caller only has to watch for those applied afterwards.
     */
    CompletionStage<Identity> verify(String token);

    /** The token does not let in. */
    final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Why why;

        public Rejected(Why why) {
            super(why.name());
            this.why = why;
        }

        public Why why() {
            return why;
        }
    }

    enum Why {
        MALFORMED,
        BAD_SIGNATURE,
        EXPIRED,
        REVOKED,
        WRONG_AUDIENCE,
        UNKNOWN_SITE,
        STORAGE_UNAVAILABLE
    }
}

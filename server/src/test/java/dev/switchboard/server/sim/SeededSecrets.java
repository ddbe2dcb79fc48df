package dev.switchboard.server.sim;

import java.security.SecureRandom;
import java.util.Random;

/** Secrets that anybody with the seed can tell: a run must be repeatable to the byte. */
final class SeededSecrets extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final Random random;

    SeededSecrets(long seed) {
        random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}

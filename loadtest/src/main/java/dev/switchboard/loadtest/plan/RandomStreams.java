package dev.switchboard.loadtest.plan;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One seed, one independent generator per purpose. Because the purposes do not share a generator, changing one of them
 * (another patience, say) leaves the arrivals and the work of every chat as they were: runs can be compared in pairs.
 */
public final class RandomStreams {

    /** What random numbers are drawn for; the salt keeps a purpose's numbers when others are added. */
    public enum Purpose {
        ARRIVALS(0x9E3779B97F4A7C15L),
        WORK(0xC2B2AE3D27D4EB4FL),
        PATIENCE(0x165667B19E3779F9L),
        QUEUE(0xD6E8FEB86659FD93L),
        SKILL(0xA0761D6478BD642FL),
        STAFF(0xE7037ED1A0B428DBL),
        ACCEPT(0x8EBC6AF09C88C6E3L);

        private final long salt;

        Purpose(long salt) {
            this.salt = salt;
        }
    }

    private static final String ALGORITHM = "L64X128MixRandom";

    private final long seed;

    public RandomStreams(long seed) {
        this.seed = seed;
    }

    /** A fresh generator; equal for equal seed and purpose. */
    public RandomGenerator stream(Purpose purpose) {
        return RandomGeneratorFactory.of(ALGORITHM).create(mix(seed ^ purpose.salt));
    }

    /** The finaliser of SplitMix64: neighbouring seeds must not give neighbouring generators. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

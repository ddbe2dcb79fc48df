package dev.switchboard.loadtest.simulate.random;

/**
 * Random numbers for one purpose: xoshiro256++ (Blackman and Vigna, 2019), 64 bits wide, with a period of 2^256 − 1. Each
 * stream starts at a place of its own, found by mixing what it is for with SplitMix64, as its authors advise; that two of them
 * overlap is out of the question.
 */
public final class RandomStream {
    private static final double UNIT = 0x1.0p-53;

    /** What the numbers are drawn for. Each has a stream of its own, so that one more draw of one leaves the others as they were. */
    public enum Purpose {
        ARRIVALS(0x9E3779B97F4A7C15L),
        BATCHES(0xD6E8FEB86659FD93L),
        WORK(0xC2B2AE3D27D4EB4FL),
        PATIENCE(0x165667B19E3779F9L),
        WRAP_UP(0xA0761D6478BD642FL);

        private final long salt;

        Purpose(long salt) {
            this.salt = salt;
        }
    }

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** A generator in the given state, which must not be all zero. */
    RandomStream(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /**
     * The stream of a purpose.
     *
     * @param replication number of the repetition
     * @param chatClass number of the class of chats
     */
    public static RandomStream of(long seed, int replication, int chatClass, Purpose purpose) {
        long key = mix(mix(mix(seed) + replication) + chatClass) ^ purpose.salt;
        return new RandomStream(mix(key), mix(key + 1), mix(key + 2), mix(key + 3));
    }

    /** One step and the finaliser of SplitMix64: neighbouring keys must not give neighbouring states. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** {@return 64 random bits} */
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** {@return uniform from 0 to below 1, in steps of 2^−53} */
    public double uniform() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** {@return exponential with mean 1} */
    public double exponential() {
        // 1 − u lies in (0, 1], so the logarithm is finite.
        return -StrictMath.log(1 - uniform());
    }

    /** {@return normal with mean 0 and variance 1} */
    public double gaussian() {
        // Marsaglia's polar method; the second number that it gives is not kept, so that a draw leaves nothing behind.
        while (true) {
            double x = 2 * uniform() - 1;
            double y = 2 * uniform() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }
}

package dev.switchboard.server.fuzz;

import java.time.Duration;
import java.util.Random;

/**
 * Runs one check with many inputs. Each round has a seed of its own, which a failure names: {@code -Dfuzz.seed=N} repeats
 * that round alone. {@code -Dscenarios=full} makes up to two hundred times as many rounds in up to two minutes for each check,
 * with seeds nobody has tried.
 */
public final class Fuzz {
    private static final long FIRST_SEED = 20_261_123;
    private static final int FULL_FACTOR = 200;
    private static final Duration FULL_MAX = Duration.ofMinutes(2);

    /** Far more than any input takes, and far less than one that was made to take long. */
    private static final Duration ROUND_MAX = Duration.ofSeconds(5);

    private Fuzz() {}

    /** Must fail by whatever it throws. */
    @FunctionalInterface
    public interface Round {
        void run(Random random) throws Exception;
    }

    /** @param rounds in a usual build */
    public static void run(String name, int rounds, Round round) {
        Long only = Long.getLong("fuzz.seed");
        boolean full = "full".equals(System.getProperty("scenarios"));
        long first = only != null ? only : full ? System.nanoTime() : FIRST_SEED;
        long count = only != null ? 1 : full ? (long) rounds * FULL_FACTOR : rounds;
        long startNanos = System.nanoTime();
        long done = 0;
        while (done < count && System.nanoTime() - startNanos < FULL_MAX.toNanos()) {
            one(name, first + done, round);
            done++;
        }
        if (full) {
            System.out.printf("%s: %,d rounds in %d s%n", name, done, (System.nanoTime() - startNanos) / 1_000_000_000);
        }
    }

    private static void one(String name, long seed, Round round) {
        long startNanos = System.nanoTime();
        try {
            round.run(new Random(seed));
        } catch (Throwable failure) {
            throw new AssertionError(name + " fails; repeat it with -Dtest.jvm.extra=-Dfuzz.seed=" + seed, failure);
        }
        if (System.nanoTime() - startNanos > ROUND_MAX.toNanos()) {
            throw new AssertionError(name + " takes too long; repeat it with -Dtest.jvm.extra=-Dfuzz.seed=" + seed);
        }
    }
}

package dev.switchboard.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to pause between attempts: the pause doubles from {@code min} to {@code max}, and the time waited is drawn at
 * random from its upper half, so that many clients that lost the same server do not come back in the same instant.
 *
 * @param min first pause, 1 ms to 1 h
 * @param max longest pause, {@code min} to 1 h
 */
public record Backoff(Duration min, Duration max) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the range.
     *
     * @param min first pause
     * @param max longest pause
     * @throws IllegalArgumentException if a bound is out of its range
     */
    public Backoff {
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        if (min.toMillis() < 1 || max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A backoff needs 1 ms <= min <= max <= 1 h, got " + min + " to " + max);
        }
    }

    /**
     * A pause that doubles from {@code min} to {@code max}.
     *
     * @param min first pause, 1 ms to 1 h
     * @param max longest pause, {@code min} to 1 h
     * @return the backoff
     * @throws IllegalArgumentException if a bound is out of its range
     */
    public static Backoff between(Duration min, Duration max) {
        return new Backoff(min, max);
    }
}

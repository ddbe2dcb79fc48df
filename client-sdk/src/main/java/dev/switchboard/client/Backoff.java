package dev.switchboard.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to pause between attempts. Each pause is drawn evenly between {@code min} and a top. The top begins at four times
 * {@code min} and doubles, in the first minute of an outage to 5 s at most, after that to {@code max}.
 *
 * <p>The wide range is for the crowd: when a node with 10,000 clients dies, by default the first attempts spread over three
 * quarters of a second, and clients drift apart from then on. The low top of the first minute is for restarts, which take
 * seconds: with it the last client is back five seconds after the server is ready, 10,000 of them come at some 2,000 to
 * 4,000 a second, and each has made about two dozen attempts in that minute, which cost little while nobody listens. An
 * outage of more than a minute is another thing, and pauses up to {@code max} then keep those clients to a few hundred
 * attempts a second.
 *
 * <p>An outage ends with a connection that lives for 5 s. When a server announces that it goes away and says when to come
 * back, the first attempt is made then.
 *
 * @param min shortest pause, 1 ms to 1 h
 * @param max longest pause, {@code min} to 1 h; less than 5 s holds for the first minute, too
 */
public record Backoff(Duration min, Duration max) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the range.
     *
     * @param min shortest pause
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
     * Pauses between {@code min} and {@code max}.
     *
     * @param min shortest pause, 1 ms to 1 h
     * @param max longest pause, {@code min} to 1 h
     * @return the backoff
     * @throws IllegalArgumentException if a bound is out of its range
     */
    public static Backoff between(Duration min, Duration max) {
        return new Backoff(min, max);
    }
}

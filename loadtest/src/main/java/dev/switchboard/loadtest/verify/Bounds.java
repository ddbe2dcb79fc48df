package dev.switchboard.loadtest.verify;

import java.time.Duration;

/**
 * How late a client may learn of what happened.
 *
 * @param routing longest time that a free agent and a fitting chat may be seen side by side
 * @param observation how far the moments at which two clients learn of the same thing may lie apart
 */
public record Bounds(Duration routing, Duration observation) {

    long routingNanos() {
        return routing.toNanos();
    }

    long observationNanos() {
        return observation.toNanos();
    }
}

package dev.switchboard.server.sim;

import dev.switchboard.client.Backoff;
import java.time.Duration;

/** What the scripts of customers and agents share. */
final class Scripts {
    /** Short, so that a run meets many reconnects. */
    static final Backoff BACKOFF = Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(2));

    static final long CONNECT_AGAIN_MS = 1_000;

    private Scripts() {}
}

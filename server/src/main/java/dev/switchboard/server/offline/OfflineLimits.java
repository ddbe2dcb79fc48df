package dev.switchboard.server.offline;

import java.time.Duration;

/**
 * Bounds of what is kept.
 *
 * @param messagesMax beyond, the oldest answered message makes room; where none is answered, a new one is refused
 * @param openPerQueueMax open messages of a queue; beyond, a new one is refused, so that one site's flood leaves room for the others
 * @param life until a message goes, answered or not
 * @param keyLife how long a repeat is recognised
 * @param window in which messages are counted
 * @param customerMax messages of one customer in a window
 * @param addressMax messages of one address in a window
 */
public record OfflineLimits(
        int messagesMax,
        int openPerQueueMax,
        Duration life,
        Duration keyLife,
        Duration window,
        int customerMax,
        int addressMax) {

    public static final OfflineLimits DEFAULTS =
            new OfflineLimits(10_000, 2_000, Duration.ofDays(90), Duration.ofDays(1), Duration.ofHours(1), 5, 100);
}

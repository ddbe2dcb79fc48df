package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.QueueId;

/** Port of {@code hours} towards what customers are told. On the loop. */
@FunctionalInterface
public interface OpeningTimes {
    /** UTC milliseconds at which the queue, if it is closed now, opens next by its hours; 0 when that is not known, or never. */
    long opensAtMs(QueueId queue);
}

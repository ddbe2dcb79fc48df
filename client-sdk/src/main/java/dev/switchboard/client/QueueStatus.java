package dev.switchboard.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody is there to answer in a queue.
 *
 * @param queue the queue's name
 * @param online whether the queue is open and an agent of it is there
 * @param title what people call the queue
 * @param closed whether it is outside of its opening hours, so that a start is refused with {@link ErrorCode#QUEUE_CLOSED}
 *     or goes to the queue that takes its chats meanwhile
 * @param opensAt when a closed queue opens next by its hours; empty when it is open, or that is not known
 */
public record QueueStatus(String queue, boolean online, String title, boolean closed, Optional<Instant> opensAt) {}

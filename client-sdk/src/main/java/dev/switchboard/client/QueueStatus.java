package dev.switchboard.client;

/**
 * Whether somebody is there to answer in a queue.
 *
 * @param queue the queue's name
 * @param online whether the queue is open and an agent of it is there
 * @param title what people call the queue
 * @param closed whether it is outside of its opening hours, so that a start is refused with {@link ErrorCode#QUEUE_CLOSED}
 *     or goes to the queue that takes its chats meanwhile
 */
public record QueueStatus(String queue, boolean online, String title, boolean closed) {}

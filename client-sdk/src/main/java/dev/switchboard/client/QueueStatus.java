package dev.switchboard.client;

/**
 * Whether somebody is there to answer in a queue.
 *
 * @param queue the queue's name
 * @param online whether an agent of the queue is there
 * @param title what people call the queue
 */
public record QueueStatus(String queue, boolean online, String title) {}

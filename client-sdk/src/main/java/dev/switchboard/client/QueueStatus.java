package dev.switchboard.client;

/**
 * Whether somebody is there to answer in a queue.
 *
 * @param queue the queue's name
 * @param online whether an agent of the queue is there
 */
public record QueueStatus(String queue, boolean online) {}

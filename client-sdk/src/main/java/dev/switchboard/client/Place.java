package dev.switchboard.client;

/**
 * A waiting chat's rank in its queue.
 *
 * @param position 1 for the chat that is next
 * @param waiting chats in the queue, this one included; 0 where the server did not tell
 */
public record Place(int position, int waiting) {}

package dev.switchboard.loadtest.verify;

/**
 * A line of a transcript as a client got it.
 *
 * @param sequence number in the chat
 * @param author the sender's id; empty for the system
 * @param text what was written, or for a line of the system its key
 */
public record Line(long sequence, boolean system, String author, String text) {}

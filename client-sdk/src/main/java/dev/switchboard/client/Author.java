package dev.switchboard.client;

/**
 * Who wrote or writes something, or takes part in a chat.
 *
 * @param kind what the author is
 * @param id the server's id of the customer or agent; empty for the system
 * @param name name to show; empty for anonymous customers and the system
 */
public record Author(AuthorKind kind, String id, String name) {}

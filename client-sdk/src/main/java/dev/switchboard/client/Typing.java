package dev.switchboard.client;

/**
 * Somebody began or stopped typing. Not stored and not repeated: forget it after 6 s without another one.
 *
 * @param author who types
 * @param typing true when begun, false when stopped
 */
public record Typing(Author author, boolean typing) {}

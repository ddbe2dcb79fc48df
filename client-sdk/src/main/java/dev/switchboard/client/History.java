package dev.switchboard.client;

import java.util.List;

/**
 * A page of a transcript.
 *
 * @param messages texts, notes and system lines by rising sequence, unmodifiable
 * @param more whether entries follow after the last one of this page
 */
public record History(List<Message> messages, boolean more) {}

package dev.switchboard.client;

import java.time.Duration;

/**
 * An agent's work after a chat.
 *
 * @param chat id of the chat
 * @param remaining until it ends by itself, when the server told it
 * @param units units that stay taken meanwhile
 */
public record WrapUp(String chat, Duration remaining, int units) {}

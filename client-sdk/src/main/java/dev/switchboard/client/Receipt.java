package dev.switchboard.client;

import java.time.Instant;

/**
 * The server's word that a message is stored and cannot get lost.
 *
 * @param sequence the message's number in its chat, from 1
 * @param time when it was stored, by the server's clock
 */
public record Receipt(long sequence, Instant time) {}

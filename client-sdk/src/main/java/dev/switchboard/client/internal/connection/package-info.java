/**
 * The client without threads and sockets: connection state machine, requests, tokens, and the ordered transcript of each
 * chat.
 *
 * <p>Everything here runs on the one logical thread of its {@link dev.switchboard.client.internal.connection.Environment},
 * which brings clock, timers, randomness and transport, so that a simulation can run many clients in one thread and in
 * virtual time. May import the protocol, nothing of Netty and nothing of {@code dev.switchboard.client}. Start reading at
 * {@link dev.switchboard.client.internal.connection.ClientConnection}.
 */
@NullMarked
package dev.switchboard.client.internal.connection;

import org.jspecify.annotations.NullMarked;

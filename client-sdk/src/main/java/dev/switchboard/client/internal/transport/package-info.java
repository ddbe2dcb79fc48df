/**
 * Sockets: the only package that sees Netty. One event-loop group for all clients of a {@link
 * dev.switchboard.client.internal.transport.SocketThreads}; each client belongs to one event loop, which is its logical
 * thread. Nothing here blocks an event loop.
 */
@NullMarked
package dev.switchboard.client.internal.transport;

import org.jspecify.annotations.NullMarked;

/**
 * Streams between nodes: what one node pushes to the sockets of another. Imports {@code routing.model} and {@code loop}.
 */
@NullMarked
package dev.switchboard.server.inbox;

import org.jspecify.annotations.NullMarked;

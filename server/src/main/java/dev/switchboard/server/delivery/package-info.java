/**
 * From events and transcripts to sockets: pushes to the sessions of this node, messages between nodes, system lines, what
 * a client missed. A chat that has a participant on this node has a {@code ChatChannel} here, which sees to the order.
 * Runs on the node's loop. Start reading at {@code Desk}, which wires the parts, then {@code Channels} and {@code Postbox}
 * for messages, {@code EventPushes} for events.
 */
@NullMarked
package dev.switchboard.server.delivery;

import org.jspecify.annotations.NullMarked;

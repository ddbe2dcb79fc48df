/**
 * The routing core: a deterministic state machine from commands and log time to events.
 * It imports {@code routing.model}, {@code routing.policy} and the JDK minus clocks, randomness, threads, I/O and logging.
 * One thread, the node's loop, owns an instance. Start reading at {@code RoutingCore}, then {@code Command} and {@code Event}.
 */
@NullMarked
package dev.switchboard.server.routing;

import org.jspecify.annotations.NullMarked;

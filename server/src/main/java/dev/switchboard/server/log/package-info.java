/**
 * The routing log: the port to its storage, the state machines that append to it and follow it, the chain that tells
 * a rolled-back log, and the binary form of commands and snapshots. Imports {@code routing}, {@code routing.model} and
 * {@code loop}. Everything runs on the node's loop. Start reading at {@code LogStore}.
 */
@NullMarked
package dev.switchboard.server.log;

import org.jspecify.annotations.NullMarked;

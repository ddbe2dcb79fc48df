/**
 * Reads the log, drives the core and hands its events on; appends this node's commands and answers their senders when
 * they were applied. Imports {@code routing}, {@code routing.model}, {@code log} and {@code loop}. Everything runs on the
 * node's loop. Start reading at {@code ControlPath}.
 */
@NullMarked
package dev.switchboard.server.replica;

import org.jspecify.annotations.NullMarked;

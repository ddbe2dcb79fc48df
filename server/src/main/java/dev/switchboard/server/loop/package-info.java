/**
 * The node's loop: one thread on which everything that decides runs, and its clock and timers.
 * Ports complete their stages on it. In simulation a loop in virtual time takes its place. Imports Netty only, whose thread it is.
 */
@NullMarked
package dev.switchboard.server.loop;

import org.jspecify.annotations.NullMarked;

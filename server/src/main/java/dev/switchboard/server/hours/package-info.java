/**
 * When queues are open: opening hours and holidays in a time zone ({@code Schedule}), and what tells routing ({@code
 * Openings}). Time zones stay out of the routing core, because their rules differ between machines.
 */
@NullMarked
package dev.switchboard.server.hours;

import org.jspecify.annotations.NullMarked;

/**
 * Customers and agents, each one a client of the SDK's public API. All of them live on one thread, the {@link
 * dev.switchboard.loadtest.actor.ActorLoop}: callbacks of all clients run there, so that what they see has one order and
 * nothing here needs a lock. Times are real nanoseconds of the loop's clock.
 *
 * <p>Imports the SDK, {@code measure} and {@code verify}. Start reading at {@link dev.switchboard.loadtest.actor.Floor}.
 */
@NullMarked
package dev.switchboard.loadtest.actor;

import org.jspecify.annotations.NullMarked;

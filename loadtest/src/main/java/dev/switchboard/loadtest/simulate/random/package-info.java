/**
 * What is random in a simulation: generators that depend on the seed alone, distributions of durations, and the moments
 * at which customers arrive. All times are whole nanoseconds. Only {@code StrictMath} is used, so that the numbers are the
 * same on every machine.
 *
 * <p>Imports the JDK only. Start reading at {@link dev.switchboard.loadtest.simulate.random.RandomStream}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate.random;

import org.jspecify.annotations.NullMarked;

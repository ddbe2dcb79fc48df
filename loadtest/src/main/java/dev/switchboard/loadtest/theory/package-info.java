/**
 * Exact results of queueing theory, for comparison with what was simulated or measured. All times are in one unit that the
 * caller chooses, rates in its inverse.
 *
 * <p>Imports the JDK only. Start reading at {@link dev.switchboard.loadtest.theory.ErlangC}.
 */
@NullMarked
package dev.switchboard.loadtest.theory;

import org.jspecify.annotations.NullMarked;

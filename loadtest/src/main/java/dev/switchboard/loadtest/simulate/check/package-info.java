/**
 * Whether a simulation can be believed: counts that must match, an observer of its own that replays what routing did, closed
 * formulas where there are any, and further passes over the same customers whose results theory ties to the first.
 *
 * <p>Imports {@code simulate.engine}, {@code figures}, {@code random}, {@code scenario}, and {@code theory}. Start reading at
 * {@link dev.switchboard.loadtest.simulate.check.Check}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate.check;

import org.jspecify.annotations.NullMarked;

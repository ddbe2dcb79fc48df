/**
 * The command line of the load test, over its plan, actors, measurements, checks and report.
 *
 * <p>Nothing imports this package. Start reading at {@link dev.switchboard.loadtest.Main}.
 */
@NullMarked
package dev.switchboard.loadtest;

import org.jspecify.annotations.NullMarked;

/**
 * What a run is going to do, computed before it begins: when each customer arrives, what the chat asks for, how much work
 * it is, how patient the customer is, and who works at the desk. Pure functions of options and a seed; all times are
 * model times in nanoseconds from the start of the run.
 *
 * <p>Imports the JDK only. Start reading at {@link dev.switchboard.loadtest.plan.Workload}.
 */
@NullMarked
package dev.switchboard.loadtest.plan;

import org.jspecify.annotations.NullMarked;

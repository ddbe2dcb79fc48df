/**
 * Figures of a run: waits in model time, latencies in real time, occupancy, and what the two processes used. Everything
 * but {@link dev.switchboard.loadtest.measure.ProcessUse} belongs to one thread, that of the actors.
 *
 * <p>Imports the JDK and HdrHistogram. Start reading at {@link dev.switchboard.loadtest.measure.Measurements}.
 */
@NullMarked
package dev.switchboard.loadtest.measure;

import org.jspecify.annotations.NullMarked;

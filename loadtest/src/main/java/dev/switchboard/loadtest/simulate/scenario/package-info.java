/**
 * What is simulated: the scenario and the file it is written in. Names become numbers here, durations become nanoseconds,
 * defaults are filled in; everything that is wrong with a file is told at once.
 *
 * <p>Imports the JDK, the YAML parser, {@code plan} for the form of durations, and {@code simulate.random}. Start reading at
 * {@link dev.switchboard.loadtest.simulate.scenario.Scenario}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate.scenario;

import org.jspecify.annotations.NullMarked;

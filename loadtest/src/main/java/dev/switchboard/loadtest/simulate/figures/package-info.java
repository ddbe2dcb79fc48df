/**
 * Figures with intervals from replications. Metrics that are quotients are estimated as the quotient of the sums over all
 * replications, with the standard error of ratio estimators; percentiles from all chats together, with the standard error of
 * sectioning (Asmussen and Glynn, Stochastic Simulation, 2007, III.5).
 *
 * <p>Imports {@code simulate.engine} and {@code simulate.scenario}. Start reading at
 * {@link dev.switchboard.loadtest.simulate.figures.ScopeFigures}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate.figures;

import org.jspecify.annotations.NullMarked;

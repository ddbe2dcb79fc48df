/**
 * {@code simulate}: a scenario in virtual time, with the production routing core. This package brings the parts together and tells what
 * came out.
 *
 * <p>Imports the packages below it, and {@code report} for writing JSON. Start reading at
 * {@link dev.switchboard.loadtest.simulate.Simulation}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate;

import org.jspecify.annotations.NullMarked;

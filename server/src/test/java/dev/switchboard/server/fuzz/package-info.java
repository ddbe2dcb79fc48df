/** Wrong input in quantity, from seeds: for tests of everything that reads what others have written. */
@NullMarked
package dev.switchboard.server.fuzz;

import org.jspecify.annotations.NullMarked;

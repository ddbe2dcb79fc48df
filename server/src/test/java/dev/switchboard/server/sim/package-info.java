/**
 * The whole way in one thread: real nodes on stores in memory, real clients of the SDK, and a simulated network between
 * them, all in virtual time and drawn from a seed. {@code SimRun} is one run; {@code NodesAndClientsTest} says how many
 * and how to repeat one. The checks know nothing of the server's insides but the stored transcripts.
 */
@NullMarked
package dev.switchboard.server.sim;

import org.jspecify.annotations.NullMarked;

/** Benchmarks of the routing core, run by hand with the profile {@code jmh}. */
@NullMarked
package dev.switchboard.server.routing.bench;

import org.jspecify.annotations.NullMarked;

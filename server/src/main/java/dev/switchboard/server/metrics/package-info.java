/**
 * What the node counts and measures: implements the small interfaces through which the parts report. All meter names
 * stand in {@link dev.switchboard.server.metrics.MeterNames}. Imports Micrometer and the parts that report; only the
 * wiring imports this package. Recorders may be used on any thread; {@code RoutingMeters} belongs to the loop.
 */
@NullMarked
package dev.switchboard.server.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * What must happen once per event, done by the live node that joined first: ticks, snapshots and trimming, the outbox
 * with its cursor, records, projections. Imports {@code routing}, {@code log}, {@code transcript}, {@code record}, {@code loop}.
 */
@NullMarked
package dev.switchboard.server.publisher;

import org.jspecify.annotations.NullMarked;

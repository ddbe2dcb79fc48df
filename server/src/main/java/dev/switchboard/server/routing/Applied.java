package dev.switchboard.server.routing;

import java.util.List;

/**
 * Result of one log entry: events of timers that fell due before it, then its own.
 *
 * @param outcome for the sender
 */
public record Applied(Outcome outcome, List<Event> events) {}

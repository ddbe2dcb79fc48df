package dev.switchboard.loadtest.actor;

import java.util.Map;

/**
 * One customer to come, in real nanoseconds.
 *
 * @param arrivalNanos intended arrival, by the loop's clock
 * @param queue name on the server
 * @param needs skills by their names on the server
 * @param patienceNanos {@link Long#MAX_VALUE} for never leaving
 */
public record Visit(
        int number, long arrivalNanos, String queue, Map<String, Integer> needs, long workNanos, long patienceNanos) {}

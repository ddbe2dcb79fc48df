package dev.switchboard.loadtest.plan;

import java.util.Map;

/**
 * One chat as it was planned. Everything is tied to the chat and nothing to the agent or to the order of service, so that
 * two servers, or two policies, get the same customers.
 *
 * @param number rank by arrival, from 0
 * @param needs required skills with their levels
 * @param patienceNanos leaves when not served this long after the arrival; {@link Long#MAX_VALUE} for never
 */
public record ChatPlan(
        int number, long arrivalNanos, String queue, Map<String, Integer> needs, long workNanos, long patienceNanos) {}

package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;

/**
 * A queue.
 *
 * @param waitingLimit chats that may wait; 0 for none but the core's own
 * @param activeLimit chats that may be with agents; 0 for no limit
 * @param maxWaitMs a chat that nobody got by then is closed; 0 for no limit
 * @param overflow number of the queue that takes chats for which there is no room; {@link #NONE} if they are refused
 */
public record QueuePlan(
        String name,
        long creditMs,
        Rule rule,
        int waitingLimit,
        int activeLimit,
        long maxWaitMs,
        int overflow,
        List<Need> required,
        List<Need> preferred,
        List<Step> steps) {
    public static final int NONE = -1;

    public QueuePlan {
        required = List.copyOf(required);
        preferred = List.copyOf(preferred);
        steps = List.copyOf(steps);
    }

    /** A queue with the defaults of everything but the name. */
    public static QueuePlan named(String name) {
        return new QueuePlan(name, 0, Rule.LEAST_LOADED, 0, 0, 0, NONE, List.of(), List.of(), List.of());
    }

    /** The same with another rule. */
    public QueuePlan withRule(Rule changed) {
        return new QueuePlan(
                name, creditMs, changed, waitingLimit, activeLimit, maxWaitMs, overflow, required, preferred, steps);
    }

    /** The same with another credit. */
    public QueuePlan withCredit(long ms) {
        return new QueuePlan(
                name, ms, rule, waitingLimit, activeLimit, maxWaitMs, overflow, required, preferred, steps);
    }
}

package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;

/**
 * How long, how often, and what is told.
 *
 * @param replications independent repetitions, each with random numbers of its own
 * @param warmUpNanos cut off the beginning of each
 * @param windowNanos chats that arrive within so long after the warm-up are measured, in each repetition
 * @param thresholdsNanos the T of the service levels
 * @param shortAbandonNanos who leaves within so long does not count in the second rate of abandonment
 * @param precision relative standard error above which a comparison with an exact value says nothing
 */
public record RunPlan(
        long seed,
        int replications,
        long warmUpNanos,
        long windowNanos,
        List<Long> thresholdsNanos,
        long shortAbandonNanos,
        double precision) {
    public RunPlan {
        thresholdsNanos = List.copyOf(thresholdsNanos);
    }

    /** The same with another window. */
    public RunPlan withWindow(long nanos) {
        return new RunPlan(seed, replications, warmUpNanos, nanos, thresholdsNanos, shortAbandonNanos, precision);
    }
}

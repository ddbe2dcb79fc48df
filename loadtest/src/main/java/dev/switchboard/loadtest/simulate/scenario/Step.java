package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;

/**
 * What a chat gives up once it has waited for a while. Steps add up.
 *
 * @param afterMs since it entered the queue
 * @param lowerLevels by so much the lowest levels of required skills go down, to 1 at the least
 * @param widenTo numbers of queues whose agents may have it too
 * @param raiseMs added to its credit
 */
public record Step(long afterMs, boolean dropPreferred, int lowerLevels, List<Integer> widenTo, long raiseMs) {
    public Step {
        widenTo = List.copyOf(widenTo);
    }
}

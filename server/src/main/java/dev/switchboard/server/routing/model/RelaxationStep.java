package dev.switchboard.server.routing.model;

import java.util.List;

/**
 * What a queue no longer insists on once a chat has waited in it for a while. Steps add up.
 *
 * @param afterMs time since the chat entered the queue, 0–86,400,000; not before the step in front of it. A step at 0 is
 *     taken after the chat was tried once without it
 * @param dropPreferred preferred skills need not be met any more
 * @param lowerLevels by so much the lowest levels of required skills go down, to 1 at the least; 0–9
 * @param widenTo agents of these queues may have the chat too, at most 20
 * @param raiseMs so much is added to the chat's credit, 0–86,400,000
 */
public record RelaxationStep(
        long afterMs, boolean dropPreferred, int lowerLevels, List<QueueId> widenTo, long raiseMs) {
    public RelaxationStep {
        widenTo = List.copyOf(widenTo);
    }
}

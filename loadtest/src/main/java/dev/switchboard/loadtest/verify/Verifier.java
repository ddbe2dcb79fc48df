package dev.switchboard.loadtest.verify;

import java.util.List;

/**
 * All checks over one stream of observations. Keeps state for chats that are not settled yet and for agents, and nothing
 * else, so that a run may be as long as one likes. Not thread-safe.
 */
public final class Verifier {

    private final Findings findings = new Findings();
    private final List<Check> checks;

    public Verifier(Bounds bounds) {
        checks = List.of(
                new OwnerCheck(findings, bounds),
                new CapacityCheck(findings, bounds),
                new IdleWaitCheck(findings, bounds),
                new OrderCheck(findings, bounds),
                new MessageCheck(findings),
                new SettledCheck(findings));
    }

    /** Takes in the next observation; their times must not go back. */
    public void observe(Observation observation) {
        for (Check check : checks) {
            check.advance(observation.atNanos());
            check.observe(observation);
        }
    }

    /** Tells the checks that time has passed, so that what lasts too long is found while it lasts. */
    public void advance(long nowNanos) {
        checks.forEach(check -> check.advance(nowNanos));
    }

    /** What has been found so far. */
    public Findings findings() {
        return findings;
    }
}

package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.ChatStuck;

/** Every chat comes to an end, whatever died in between. */
final class SettledCheck implements Check {

    private final Findings findings;

    SettledCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof ChatSettled) {
            findings.checked(Promise.SETTLED);
        } else if (observation instanceof ChatStuck stuck) {
            findings.violated(Promise.SETTLED, stuck.atNanos(), "chat " + stuck.chat() + " is stuck: " + stuck.why());
        }
    }
}

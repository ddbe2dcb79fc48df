package dev.switchboard.server.routing;

/** Makes the outcomes; those that carry no data once. */
final class Outcomes {
    static final Outcome DONE = new Outcome.Done();
    static final Outcome SKIPPED = new Outcome.Skipped();

    private Outcomes() {}

    static Outcome of(Refusal reason) {
        return new Outcome.Refused(reason, null);
    }
}

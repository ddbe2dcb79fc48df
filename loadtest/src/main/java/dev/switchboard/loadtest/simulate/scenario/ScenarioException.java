package dev.switchboard.loadtest.simulate.scenario;

import java.util.List;

/** A scenario that cannot be simulated, with everything that is wrong with it. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Texts for people. */
    private final transient List<String> faults;

    /** For one fault or several. */
    public ScenarioException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** {@return one text per fault: where, what, and how to mend it} */
    public List<String> faults() {
        return faults;
    }
}

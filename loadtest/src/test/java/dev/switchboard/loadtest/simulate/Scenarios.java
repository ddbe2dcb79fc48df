package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.simulate.scenario.ScenarioException;
import dev.switchboard.loadtest.simulate.scenario.ScenarioReader;

/** Scenarios from text, for tests. */
public final class Scenarios {
    private Scenarios() {}

    /** Reads a scenario that must be right. */
    public static Scenario read(String text) {
        try {
            return ScenarioReader.parse("test.yaml", text);
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a scenario. */
    public static SimulationResult run(String text) {
        return new Simulation(read(text), false).run(1);
    }
}

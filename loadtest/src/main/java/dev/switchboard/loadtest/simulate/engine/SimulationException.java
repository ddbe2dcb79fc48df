package dev.switchboard.loadtest.simulate.engine;

/** A simulation that could not be carried through; the message tells a person why. */
public final class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a text for people. */
    public SimulationException(String message) {
        super(message);
    }
}

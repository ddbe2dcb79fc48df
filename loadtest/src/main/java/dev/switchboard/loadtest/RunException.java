package dev.switchboard.loadtest;

/** The run cannot be made or finished; the message says why. */
final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }
}

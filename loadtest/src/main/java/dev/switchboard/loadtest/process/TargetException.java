package dev.switchboard.loadtest.process;

/** The child process did not do what it should; the message says where its output is. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetException(String message) {
        super(message);
    }
}

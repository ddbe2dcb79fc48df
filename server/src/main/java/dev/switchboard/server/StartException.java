package dev.switchboard.server;

/** Something that the server needs is missing, taken or too old; the message says what, and what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    /** For a cause whose message is meant for the operator. */
    static StartException because(Throwable cause) {
        return new StartException(String.valueOf(cause.getMessage()), cause);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}

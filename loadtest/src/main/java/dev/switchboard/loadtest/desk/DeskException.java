package dev.switchboard.loadtest.desk;

/** The server did not do what the desk needs; the message names the method and the server's reason. */
public final class DeskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    DeskException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    boolean retryable() {
        return retryable;
    }
}

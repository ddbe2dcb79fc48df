package dev.switchboard.server.log;

/**
 * An entry of the log that this program cannot read: broken, of a newer format, or with a command it does not know. The
 * node must stop; skipping it would let its state part from the others'.
 */
public final class UndecodableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableEntryException(String message) {
        super(message);
    }

    public UndecodableEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}

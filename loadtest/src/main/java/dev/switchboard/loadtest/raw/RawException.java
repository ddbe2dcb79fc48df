package dev.switchboard.loadtest.raw;

/** The server closed a connection, refused something or did not answer in time: there is no figure to tell. */
public final class RawException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RawException(String message) {
        super(message);
    }
}

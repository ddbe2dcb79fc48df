package dev.switchboard.server.routing;

/** Bytes that are not what they should be: cut off, changed, or of a format this program does not know. */
public final class MalformedBytesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedBytesException(String message) {
        super(message);
    }
}

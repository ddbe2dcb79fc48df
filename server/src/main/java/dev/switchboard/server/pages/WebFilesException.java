package dev.switchboard.server.pages;

/** The files for browsers in this build are damaged or too many. */
public final class WebFilesException extends Exception {

    private static final long serialVersionUID = 1L;

    WebFilesException(String message) {
        super(message);
    }
}

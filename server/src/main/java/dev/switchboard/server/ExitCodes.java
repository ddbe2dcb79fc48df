package dev.switchboard.server;

/** Exit codes beside picocli's 0 and 2; numbers as in {@code sysexits.h}. */
final class ExitCodes {

    /** Something the server needs is missing, taken or too old. */
    static final int UNAVAILABLE = 69;

    /** A fault of the server. */
    static final int SOFTWARE = 70;

    /** The configuration is wrong. */
    static final int CONFIGURATION = 78;

    private ExitCodes() {}
}

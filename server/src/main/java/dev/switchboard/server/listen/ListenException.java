package dev.switchboard.server.listen;

import java.io.IOException;

/** The port cannot be listened on: taken by another process, not allowed, or the address is not of this machine. */
public final class ListenException extends IOException {

    private static final long serialVersionUID = 1L;

    ListenException(String address, int port, Throwable cause) {
        super("Cannot listen on " + address + ":" + port + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) {
            return "another process uses this port";
        }
        if (message.contains("ermission")) {
            return "this user may not use this port";
        }
        if (message.contains("assign") || cause instanceof java.nio.channels.UnresolvedAddressException) {
            return "this machine has no such address";
        }
        return message;
    }
}

package dev.switchboard.server.replica;

/** Told when the node must stop. */
@FunctionalInterface
public interface FatalListener {
    /** @param message names the position and the command, and what an operator may do */
    void onFatal(String message, Throwable cause);
}

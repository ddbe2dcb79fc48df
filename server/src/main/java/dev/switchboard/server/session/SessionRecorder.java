package dev.switchboard.server.session;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Role;

/** What is measured of sessions and requests. Called on the loop; must be quick. */
public interface SessionRecorder {
    /** For tests and tools that measure nothing. */
    SessionRecorder NONE = new SessionRecorder() {};

    default void sessionOpened(Role role) {}

    default void sessionEnded(Role role) {}

    /** This server closed a connection. */
    default void closed(CloseCode code) {}

    /** A request was answered with an error, or a frame refused. */
    default void failed(ErrorCode code) {}

    /** @param nanos from the arrival of a request to its answer */
    default void answered(String request, long nanos) {}
}

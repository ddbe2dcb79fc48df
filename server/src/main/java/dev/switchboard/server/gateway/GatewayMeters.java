package dev.switchboard.server.gateway;

import dev.switchboard.protocol.CloseCode;

/** Told what the gateway does, on any thread. */
public interface GatewayMeters {

    /** For those who do not count. */
    GatewayMeters NONE = new GatewayMeters() {};

    /** What became of a frame. */
    enum FrameOutcome {
        PASSED,
        LIMITED,
        BAD,
        OVERLOADED
    }

    /** A socket was accepted. */
    default void opened() {}

    /** A socket that was accepted is gone. */
    default void closed() {}

    /** Something that a client wanted was not done. */
    default void refused(Refusal reason) {}

    default void frame(FrameOutcome outcome) {}

    default void closedByServer(CloseCode code) {}

    /**
     * An API call was answered.
     *
     * @param service name of a registered service, or "unknown"
     * @param outcome name of the error code, or "ok"
     */
    default void call(String service, String outcome, long nanos) {}
}

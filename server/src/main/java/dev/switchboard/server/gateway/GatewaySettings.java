package dev.switchboard.server.gateway;

/**
 * Limits of the gateway.
 *
 * @param port 0 for any free one
 * @param requestTimeoutMs time for a client to send a whole request
 * @param callsMax API calls in work at once
 * @param frameBytesMax largest frame from a client
 * @param outgoingBytesMax bytes that may wait for one client
 * @param customerFrames rate of a customer's frames
 * @param agentFrames rate of everybody else's frames
 */
public record GatewaySettings(
        String address,
        int port,
        int threads,
        long requestTimeoutMs,
        int bodyBytesMax,
        int callsMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        int frameBytesMax,
        int outgoingBytesMax,
        FrameRate customerFrames,
        FrameRate agentFrames) {

    /** So many frames a second on average, and so many at once. */
    public record FrameRate(int perSecond, int burst) {}
}

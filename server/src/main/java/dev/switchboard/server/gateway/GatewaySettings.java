package dev.switchboard.server.gateway;

import java.net.InetAddress;
import java.util.List;

/**
 * Limits of the gateway.
 *
 * @param port 0 for any free one
 * @param requestTimeoutMs time for a client to send a whole request
 * @param callsMax API calls in work at once
 * @param frameBytesMax largest frame from a client
 * @param outgoingBytesMax bytes that may wait for one client
 * @param customerFlow what a customer may send
 * @param agentFlow what everybody else may send
 * @param addressFrames what all clients of one address may send together
 */
public record GatewaySettings(
        String address,
        int port,
        int threads,
        long requestTimeoutMs,
        int bodyBytesMax,
        int callsMax,
        int frameBytesMax,
        int outgoingBytesMax,
        Admission admission,
        Flow customerFlow,
        Flow agentFlow,
        Rate addressFrames) {

    /** So many a second on average, and so many at once. */
    public record Rate(int perSecond, int burst) {}

    /** What one WebSocket may send. */
    public record Flow(Rate frames, Rate bytes) {}

    /**
     * Who may connect. A stranger is a connection that is no welcomed WebSocket.
     *
     * @param connections new ones, in all
     * @param addressConnections new ones of one address
     * @param strangersMax strangers at once; for one more the oldest is closed
     * @param addressRequests HTTP requests of one address
     */
    public record Admission(
            int connectionsMax,
            int connectionsPerAddressMax,
            Rate connections,
            Rate addressConnections,
            int strangersMax,
            int strangersPerAddressMax,
            Rate addressRequests,
            Proxies proxies) {}

    /** @param header the one by which these proxies tell whom they speak for */
    public record Proxies(List<Network> trusted, ForwardedHeader header) {
        /** Nobody speaks for others. */
        public static final Proxies NONE = new Proxies(List.of(), ForwardedHeader.X_FORWARDED_FOR);
    }

    /** All addresses that begin with the same bits. */
    public record Network(InetAddress address, int bits) {}

    /** How a proxy names its client. */
    public enum ForwardedHeader {
        X_FORWARDED_FOR,
        FORWARDED
    }
}

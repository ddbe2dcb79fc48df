package dev.switchboard.server.gateway;

import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.gateway.FrameLimits.Buckets;
import dev.switchboard.server.gateway.GatewaySettings.Flow;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How much one connection may send: by itself, together with the other connections of its customer or agent, and together
 * with its address. A frame beyond is refused, and takes nothing of the wider limits, so a flooder is stopped by his own; a
 * client that goes on in spite of the refusals is closed. On the connection's I/O thread only.
 */
final class FrameLimiter {

    /** Until the welcome says who it is: enough for a hello and a few frames sent right behind it. */
    private static final Flow BEFORE_WELCOME = new Flow(new Rate(5, 10), new Rate(64 << 10, 256 << 10));

    /** So many refusals are forgiven: a client needs some time to read the first. */
    private static final Rate REFUSALS = new Rate(1, 50);

    private final FrameLimits shared;
    private final String network;
    private final TokenBucket refusals;
    private Flow flow = BEFORE_WELCOME;
    private Buckets own;
    private @Nullable String identity;

    FrameLimiter(FrameLimits shared, String network, long nowNanos) {
        this.shared = shared;
        this.network = network;
        own = Buckets.of(flow, 1, nowNanos);
        refusals = new TokenBucket(REFUSALS, nowNanos);
    }

    /** {@return why the frame is refused, null when it may pass} */
    @Nullable
    Refusal judge(int bytes, long nowNanos) {
        if (!own.frames().take(nowNanos)) {
            return Refusal.FRAMES;
        }
        if (!own.bytes().takeAny(nowNanos, bytes)) {
            return Refusal.BYTES;
        }
        if (identity != null) {
            Buckets all = shared.identity(identity, flow, nowNanos);
            if (!all.frames().take(nowNanos)) {
                return Refusal.IDENTITY_FRAMES;
            }
            if (!all.bytes().takeAny(nowNanos, bytes)) {
                return Refusal.IDENTITY_BYTES;
            }
        }
        return shared.takeOfAddress(network, nowNanos) ? null : Refusal.ADDRESS_FRAMES;
    }

    /** False when the client has gone on for too long. What its address sends is not its fault. */
    boolean forgives(Refusal refusal, long nowNanos) {
        return refusal == Refusal.ADDRESS_FRAMES || refusals.take(nowNanos);
    }

    /** The client is known now; what it has sent so far does not count. */
    void welcomed(Welcome welcome, long nowNanos) {
        flow = shared.flow(welcome);
        own = Buckets.of(flow, 1, nowNanos);
        identity = (welcome.getRole() == Role.ROLE_CUSTOMER ? "customer:" : "agent:") + welcome.getSubject();
    }
}

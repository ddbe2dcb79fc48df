package dev.switchboard.server.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.gateway.GatewaySettings.Flow;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import java.time.Duration;

/**
 * What clients may send, over all connections. Identities are kept by last use and beyond the bound forgotten, which gives
 * them a full bucket; the limit of each connection holds in any case.
 */
final class FrameLimits {

    static final int IDENTITIES_MAX = 50_000;

    /** Two devices or tabs may both be busy; twenty may not. */
    static final int CONNECTIONS_WORTH = 2;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final Flow customer;
    private final Flow agent;
    private final AddressLimits addresses;
    private final Cache<String, Buckets> identities = Caffeine.newBuilder()
            .maximumSize(IDENTITIES_MAX)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .executor(Runnable::run)
            .build();

    FrameLimits(Flow customer, Flow agent, AddressLimits addresses) {
        this.customer = customer;
        this.agent = agent;
        this.addresses = addresses;
    }

    /** Frames and bytes of one connection, or of one identity. */
    record Buckets(TokenBucket frames, TokenBucket bytes) {
        static Buckets of(Flow flow, int times, long nowNanos) {
            return new Buckets(
                    new TokenBucket(times(flow.frames(), times), nowNanos),
                    new TokenBucket(times(flow.bytes(), times), nowNanos));
        }

        private static Rate times(Rate rate, int times) {
            return new Rate(rate.perSecond() * times, rate.burst() * times);
        }
    }

    /** A connection's own limiter. */
    FrameLimiter of(ClientAddress address, long nowNanos) {
        return new FrameLimiter(this, address.network(), nowNanos);
    }

    Flow flow(Welcome welcome) {
        return welcome.getRole() == Role.ROLE_CUSTOMER ? customer : agent;
    }

    /** Looked up for each frame: what was forgotten meanwhile is the same for all connections again. */
    Buckets identity(String key, Flow flow, long nowNanos) {
        return identities.get(key, unused -> Buckets.of(flow, CONNECTIONS_WORTH, nowNanos));
    }

    boolean takeOfAddress(String network, long nowNanos) {
        return addresses.takeFrame(network, nowNanos);
    }
}

package dev.switchboard.server.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one network may do together. Counts are exact: an entry lives as long as a connection. Rates are
 * kept for the networks that were seen last; under a flood from more networks than that the forgotten ones begin anew, and
 * the limits of the server as a whole hold.
 */
final class AddressLimits {

    static final int NETWORKS_MAX = 20_000;

    /** Longer than any bucket takes to fill up with the default settings. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final int connectionsMax;
    private final Map<String, Integer> connections = new ConcurrentHashMap<>();
    private final LoadingCache<String, Buckets> buckets;

    private record Buckets(TokenBucket connections, TokenBucket requests, TokenBucket frames) {}

    AddressLimits(GatewaySettings.Admission admission, GatewaySettings.Rate frames, LongSupplier nanoClock) {
        connectionsMax = admission.connectionsPerAddressMax();
        buckets = Caffeine.newBuilder()
                .maximumSize(NETWORKS_MAX)
                .expireAfterAccess(FORGOTTEN_AFTER)
                .executor(Runnable::run)
                .build(network -> {
                    long nowNanos = nanoClock.getAsLong();
                    return new Buckets(
                            new TokenBucket(admission.addressConnections(), nowNanos),
                            new TokenBucket(admission.addressRequests(), nowNanos),
                            new TokenBucket(frames, nowNanos));
                });
    }

    /** {@return why the network may not have one more connection, null when it has it now} */
    @Nullable
    Refusal join(String network, long nowNanos) {
        if (!buckets.get(network).connections().take(nowNanos)) {
            return Refusal.ADDRESS_CONNECTION_RATE;
        }
        if (connections.merge(network, 1, Integer::sum) > connectionsMax) {
            leave(network);
            return Refusal.ADDRESS_CONNECTIONS;
        }
        return null;
    }

    void leave(String network) {
        connections.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
    }

    boolean takeRequest(String network, long nowNanos) {
        return buckets.get(network).requests().take(nowNanos);
    }

    boolean takeFrame(String network, long nowNanos) {
        return buckets.get(network).frames().take(nowNanos);
    }

    /** Networks with a connection. */
    int size() {
        return connections.size();
    }
}

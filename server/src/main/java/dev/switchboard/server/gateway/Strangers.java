package dev.switchboard.server.gateway;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are no welcomed WebSockets, in the order in which they came. At the bound the oldest goes: who means it
 * well is welcomed or answered within a moment, who only holds a connection grows old. So a flood of strangers cannot lock
 * out others, not even those who share its address. From any thread; the lock is held for a few map operations.
 */
final class Strangers {

    private final int max;
    private final int perNetworkMax;
    private final Map<Channel, String> networks = new LinkedHashMap<>();
    private final Map<String, Set<Channel>> byNetwork = new HashMap<>();

    Strangers(int max, int perNetworkMax) {
        this.max = max;
        this.perNetworkMax = perNetworkMax;
    }

    /** Who has to go, and why. */
    record Evicted(Channel channel, Refusal reason) {}

    /**
     * Counts a connection, or one that turned out to be of another network.
     *
     * @param network null while it is not known
     */
    synchronized @Nullable Evicted add(Channel channel, @Nullable String network) {
        remove(channel);
        Evicted evicted = null;
        Set<Channel> ofNetwork = network == null ? Set.of() : byNetwork.getOrDefault(network, Set.of());
        if (ofNetwork.size() >= perNetworkMax) {
            evicted = evict(ofNetwork.iterator(), Refusal.ADDRESS_STRANGERS);
        } else if (networks.size() >= max) {
            evicted = evict(networks.keySet().iterator(), Refusal.STRANGERS);
        }
        networks.put(channel, network == null ? "" : network);
        if (network != null) {
            byNetwork.computeIfAbsent(network, key -> new LinkedHashSet<>()).add(channel);
        }
        return evicted;
    }

    private Evicted evict(Iterator<Channel> oldest, Refusal reason) {
        Channel channel = oldest.next();
        remove(channel);
        return new Evicted(channel, reason);
    }

    /** It was welcomed, or is gone. */
    synchronized void remove(Channel channel) {
        String network = networks.remove(channel);
        Set<Channel> ofNetwork = network == null ? null : byNetwork.get(network);
        if (ofNetwork != null && ofNetwork.remove(channel) && ofNetwork.isEmpty()) {
            byNetwork.remove(network);
        }
    }

    synchronized int size() {
        return networks.size();
    }
}

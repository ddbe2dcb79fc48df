package dev.switchboard.server.gateway;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection comes from: its peer, or whom a trusted proxy named last.
 *
 * @param text for logs, without port and zone
 * @param network for limits: the address, or of IPv6 its first 64 bits, because one subscriber has them all
 */
record ClientAddress(String text, String network) {

    private static final AttributeKey<ClientAddress> NAMED = AttributeKey.valueOf(ClientAddress.class, "named");

    private static final ClientAddress UNKNOWN = new ClientAddress("unknown", "unknown");
    private static final int NETWORK_BYTES = 8;

    static ClientAddress of(Channel channel) {
        ClientAddress named = channel.attr(NAMED).get();
        if (named != null) {
            return named;
        }
        InetAddress peer = peer(channel);
        return peer == null ? UNKNOWN : of(peer);
    }

    static ClientAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new ClientAddress(address.getHostAddress(), address.getHostAddress());
        }
        byte[] bytes = address.getAddress();
        String text = NetUtil.toAddressString(unscoped(bytes));
        byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), bytes.length);
        return new ClientAddress(text, NetUtil.toAddressString(unscoped(network)) + "/64");
    }

    /** The other end of the socket, null where there is none. */
    static @Nullable InetAddress peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** From now on the connection is this client's. */
    void nameIn(Channel channel) {
        channel.attr(NAMED).set(this);
    }

    private static InetAddress unscoped(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }
}

package dev.switchboard.server.gateway;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** The remote address of a connection, without its port, for limits and logs. */
final class RemoteAddress {

    private RemoteAddress() {}

    static String of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unknown";
    }
}

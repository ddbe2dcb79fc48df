package dev.switchboard.server.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;

/** Remembers each connection for the end, then lets the real initializer set it up. */
@ChannelHandler.Sharable
final class Tracked extends ChannelInitializer<Channel> {

    private final ChannelGroup connections;
    private final ChannelHandler initializer;

    Tracked(ChannelGroup connections, ChannelHandler initializer) {
        this.connections = connections;
        this.initializer = initializer;
    }

    @Override
    protected void initChannel(Channel channel) {
        connections.add(channel);
        channel.pipeline().addLast(initializer);
    }
}

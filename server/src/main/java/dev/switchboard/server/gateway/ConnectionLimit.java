package dev.switchboard.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the number of connections, in all and per remote address. What is beyond is told so in one line and closed
 * before anything is read. The map has an entry per address with a connection, thus at most as many as connections.
 */
@ChannelHandler.Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<String> COUNTED = AttributeKey.valueOf(ConnectionLimit.class, "counted");

    private static final byte[] REFUSAL =
            "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int max;
    private final int perAddressMax;
    private final GatewayMeters meters;
    private final AtomicInteger total = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionLimit(int max, int perAddressMax, GatewayMeters meters) {
        this.max = max;
        this.perAddressMax = perAddressMax;
        this.meters = meters;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        String address = RemoteAddress.of(ctx.channel());
        if (total.incrementAndGet() > max) {
            total.decrementAndGet();
            refuse(ctx);
        } else if (byAddress.merge(address, 1, Integer::sum) > perAddressMax) {
            total.decrementAndGet();
            leave(address);
            refuse(ctx);
        } else {
            ctx.channel().attr(COUNTED).set(address);
            meters.opened();
            ctx.fireChannelActive();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String address = ctx.channel().attr(COUNTED).getAndSet(null);
        if (address != null) {
            total.decrementAndGet();
            leave(address);
            meters.closed();
            ctx.fireChannelInactive();
        }
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private void refuse(ChannelHandlerContext ctx) {
        meters.refused();
        ctx.channel().config().setAutoRead(false);
        ctx.writeAndFlush(Unpooled.wrappedBuffer(REFUSAL)).addListener(ChannelFutureListener.CLOSE);
    }
}

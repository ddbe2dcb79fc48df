package dev.switchboard.server.gateway;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.ConnectionEvents;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket's incoming side: limits the rate, decodes, and hands over to the loop in order. Whatever a client may
 * not do ends here, with an answer.
 */
final class FrameReader extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

    private final FrameForm form;
    private final NettyConnection connection;
    private final ConnectionEvents events;
    private final Loop loop;
    private final GatewayMeters meters;
    private final FrameLimiter limiter;
    /** On the I/O thread only. */
    private boolean known;

    FrameReader(
            FrameForm form,
            NettyConnectionFactory connections,
            ConnectionEvents events,
            Loop loop,
            GatewayMeters meters,
            FrameLimiter limiter) {
        this.form = form;
        this.events = events;
        this.loop = loop;
        this.meters = meters;
        this.limiter = limiter;
        this.connection = connections.create(this::welcomed);
    }

    /** Makes the outgoing side for the reader, which is told when the client was let in. */
    @FunctionalInterface
    interface NettyConnectionFactory {
        NettyConnection create(Consumer<Welcome> onWelcome);
    }

    /** To be called once, before the first frame can arrive. */
    void opened(String origin) {
        loop.execute(() -> events.opened(connection, origin));
    }

    private void welcomed(Welcome welcome) {
        known = true;
        limiter.welcomed(welcome, System.nanoTime());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            end(ctx);
        } else if (connection.isClosing()) {
            return; // what was on the way when the server closed
        } else if (form.carries(frame)) {
            message(ctx, frame);
        } else if (frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame) {
            control(ctx, frame);
        } else {
            connection.close(CloseCode.PROTOCOL_VIOLATION);
        }
    }

    private void end(ChannelHandlerContext ctx) {
        if (connection.isClosing()) {
            var unused = ctx.close();
        } else {
            ctx.writeAndFlush(new CloseWebSocketFrame(CloseCode.NORMAL.number(), CloseCode.NORMAL.reason()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void message(ChannelHandlerContext ctx, WebSocketFrame message) {
        Refusal refusal = limiter.judge(message.content().readableBytes(), System.nanoTime());
        if (refusal != null && cut(ctx, refusal)) {
            return;
        }
        ClientFrame frame;
        try {
            frame = form.read(message.content());
        } catch (IOException e) {
            meters.frame(GatewayMeters.FrameOutcome.BAD);
            meters.refused(Refusal.BAD_FRAME);
            connection.send(error(0, ErrorCode.BAD_FRAME));
            connection.close(CloseCode.PROTOCOL_VIOLATION);
            return;
        }
        if (refusal != null) {
            refuse(frame, GatewayMeters.FrameOutcome.LIMITED, ErrorCode.RATE_LIMITED);
        } else if (loop.offer(() -> events.frame(connection, frame))) {
            meters.frame(GatewayMeters.FrameOutcome.PASSED);
        } else {
            meters.refused(Refusal.LOOP);
            refuse(frame, GatewayMeters.FrameOutcome.OVERLOADED, ErrorCode.OVERLOADED);
        }
    }

    /** Frames without an id (typing, heartbeat) have no reply and are dropped in silence. */
    private void refuse(ClientFrame frame, GatewayMeters.FrameOutcome outcome, ErrorCode code) {
        meters.frame(outcome);
        if (frame.getId() != 0) {
            connection.send(error(frame.getId(), code));
        }
    }

    /** Pings cost as much as frames do, thus they count as such. */
    private void control(ChannelHandlerContext ctx, WebSocketFrame frame) {
        Refusal refusal = limiter.judge(frame.content().readableBytes(), System.nanoTime());
        if (refusal == null && frame instanceof PingWebSocketFrame) {
            connection.pong(ByteBufUtil.getBytes(frame.content()));
        } else if (refusal != null && !cut(ctx, refusal)) {
            meters.frame(GatewayMeters.FrameOutcome.LIMITED);
        }
    }

    /** Counts a refusal; who has had too many of them is closed and not read from any more. */
    private boolean cut(ChannelHandlerContext ctx, Refusal refusal) {
        meters.refused(refusal);
        if (limiter.forgives(refusal, System.nanoTime())) {
            return false;
        }
        meters.frame(GatewayMeters.FrameOutcome.LIMITED);
        connection.close(CloseCode.RATE_LIMITED);
        ctx.channel().config().setAutoRead(false);
        loop.execute(() -> events.flooded(connection));
        return true;
    }

    /** A stranger has to go; one who was welcomed meanwhile is none. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ConnectionLimit.Evicted && !known) {
            connection.close(CloseCode.OVERLOADED);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private static ServerFrame error(long replyTo, ErrorCode code) {
        return ServerFrame.newBuilder()
                .setReplyTo(replyTo)
                .setError(Errors.of(code))
                .build();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.execute(() -> events.closed(connection));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
            var unused = ctx.close(); // the peer has gone, perhaps between two fragments
        } else if (cause instanceof CodecException) {
            meters.frame(GatewayMeters.FrameOutcome.BAD);
            meters.refused(Refusal.BAD_FRAME);
            connection.close(CloseCode.PROTOCOL_VIOLATION);
        } else {
            LOG.error("A connection failed", cause);
            connection.close(CloseCode.INTERNAL);
        }
    }
}

package dev.switchboard.server.gateway;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.ServerFrame;
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
    private final GatewaySettings settings;
    private final FrameLimiter limiter = new FrameLimiter(System.nanoTime());

    FrameReader(
            FrameForm form,
            NettyConnectionFactory connections,
            ConnectionEvents events,
            Loop loop,
            GatewayMeters meters,
            GatewaySettings settings) {
        this.form = form;
        this.events = events;
        this.loop = loop;
        this.meters = meters;
        this.settings = settings;
        this.connection = connections.create(this::welcomed);
    }

    /** Makes the outgoing side for the reader, which is told when the client was let in. */
    @FunctionalInterface
    interface NettyConnectionFactory {
        NettyConnection create(Consumer<Role> onWelcome);
    }

    /** To be called once, before the first frame can arrive. */
    void opened(String origin) {
        loop.execute(() -> events.opened(connection, origin));
    }

    private void welcomed(Role role) {
        boolean customer = role == Role.ROLE_CUSTOMER;
        limiter.welcomed(customer ? settings.customerFrames() : settings.agentFrames(), System.nanoTime());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            end(ctx);
        } else if (connection.isClosing()) {
            return; // what was on the way when the server closed
        } else if (form.carries(frame)) {
            message(frame);
        } else if (frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame) {
            control(frame);
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

    private void message(WebSocketFrame message) {
        FrameLimiter.Verdict verdict = limiter.judge(System.nanoTime());
        if (verdict == FrameLimiter.Verdict.CLOSE) {
            meters.frame(GatewayMeters.FrameOutcome.LIMITED);
            connection.close(CloseCode.RATE_LIMITED);
            return;
        }
        ClientFrame frame;
        try {
            frame = form.read(message.content());
        } catch (IOException e) {
            meters.frame(GatewayMeters.FrameOutcome.BAD);
            connection.send(error(0, ErrorCode.BAD_FRAME));
            connection.close(CloseCode.PROTOCOL_VIOLATION);
            return;
        }
        if (verdict == FrameLimiter.Verdict.REFUSE) {
            refuse(frame, GatewayMeters.FrameOutcome.LIMITED, ErrorCode.RATE_LIMITED);
        } else if (loop.offer(() -> events.frame(connection, frame))) {
            meters.frame(GatewayMeters.FrameOutcome.PASSED);
        } else {
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
    private void control(WebSocketFrame frame) {
        switch (limiter.judge(System.nanoTime())) {
            case PASS -> {
                if (frame instanceof PingWebSocketFrame) {
                    connection.pong(ByteBufUtil.getBytes(frame.content()));
                }
            }
            case REFUSE -> meters.frame(GatewayMeters.FrameOutcome.LIMITED);
            case CLOSE -> connection.close(CloseCode.RATE_LIMITED);
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
            connection.close(CloseCode.PROTOCOL_VIOLATION);
        } else {
            LOG.error("A connection failed", cause);
            connection.close(CloseCode.INTERNAL);
        }
    }
}

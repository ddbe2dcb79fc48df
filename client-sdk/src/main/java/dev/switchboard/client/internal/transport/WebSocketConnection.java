package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Transport.Socket;
import dev.switchboard.client.internal.connection.Transport.SocketListener;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One WebSocket, from the handshake to the end. All on its event loop. */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame>
        implements Socket, NettyTransport.Pipeline {

    /** Stands for a connection that ended without a close frame (RFC 6455). */
    static final int BROKEN = 1006;

    /** What the server may send at once; far above its largest frame, and a bound for memory. */
    private static final int MESSAGE_BYTES_MAX = 4 << 20;

    private static final int HANDSHAKE_BYTES_MAX = 64 << 10;
    /** The owner has a limit of its own for the whole attempt; this one only cleans up. */
    private static final long HANDSHAKE_TIMEOUT_MS = 60_000;

    private final URI uri;
    private final String subprotocol;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final SocketListener listener;
    private @Nullable Channel channel;
    private boolean reading = true;
    private boolean open;
    private boolean over;
    private int closeCode = BROKEN;

    WebSocketConnection(URI uri, String subprotocol, Map<String, String> headers, SocketListener listener) {
        this.uri = uri;
        this.subprotocol = subprotocol;
        headers.forEach(this.headers::set);
        this.listener = listener;
    }

    @Override
    public ChannelHandler[] handlers() {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .version(WebSocketVersion.V13)
                .subprotocol(subprotocol)
                .customHeaders(headers)
                // Netty would make one up of the server's address; a program has no origin unless it is told to have
                // one.
                .generateOriginHeader(false)
                .maxFramePayloadLength(MESSAGE_BYTES_MAX)
                .handleCloseFrames(false)
                .handshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MS)
                .build();
        return new ChannelHandler[] {
            new HttpClientCodec(),
            new HttpObjectAggregator(HANDSHAKE_BYTES_MAX),
            new WebSocketClientProtocolHandler(config),
            new WebSocketFrameAggregator(MESSAGE_BYTES_MAX),
            this
        };
    }

    @Override
    public boolean abandoned() {
        return over;
    }

    @Override
    public void send(byte[] message) {
        if (open && channel != null) {
            var unused = channel.writeAndFlush(
                    new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)), channel.voidPromise());
        }
    }

    @Override
    public void read(boolean on) {
        reading = on;
        if (channel != null) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void close(int code) {
        over = true;
        Channel present = channel;
        if (present == null) {
            return;
        }
        if (open) {
            open = false;
            // Clients may send 1000 and codes of the application only.
            int number = code == 1000 || code >= 3000 ? code : 1000;
            var unused =
                    present.writeAndFlush(new CloseWebSocketFrame(number, "")).addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = present.close();
        }
    }

    /** The connection could not be made. */
    void failed(int code) {
        if (!over) {
            over = true;
            listener.closed(code);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        channel = context.channel();
        if (over) {
            var unused = context.close();
        }
        super.channelActive(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && !over) {
            open = true;
            listener.opened();
            context.channel().config().setAutoRead(reading);
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (over) {
            return;
        }
        if (frame instanceof BinaryWebSocketFrame) {
            listener.message(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeCode = close.statusCode() == -1 ? 1005 : close.statusCode();
            open = false;
            var unused =
                    context.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        open = false;
        failed(closeCode);
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused) {
            closeCode = codeOf(refused.response());
        }
        var unused = context.close();
    }

    /** What a refused handshake means; the server uses the same numbers as for closing. */
    private static int codeOf(@Nullable HttpResponse response) {
        if (response == null) {
            return BROKEN;
        }
        return switch (response.status().code()) {
            case 401 -> 4101;
            case 403 -> 4203;
            case 429, 503 -> 4003;
            default -> BROKEN;
        };
    }
}

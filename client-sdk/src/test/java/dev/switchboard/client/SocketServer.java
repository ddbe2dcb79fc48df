package dev.switchboard.client;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A {@link FakeDesk} on a real socket of the loopback interface; one thread, so the desk needs no locks. */
final class SocketServer implements AutoCloseable {
    private final List<Optional<String>> origins = new CopyOnWriteArrayList<>();

    static final String EVIL_ORIGIN = "https://evil.example";

    /** Without a close frame of Netty's own, so that cutting a connection is just that. */
    private static final WebSocketServerProtocolConfig SOCKET = WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/ws")
            .subprotocols("switchboard.v1.proto")
            .sendCloseFrame(null)
            .build();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("test-server", true), NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(group.next());
    private final Channel listening;
    final FakeDesk desk = new FakeDesk();

    SocketServer() {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536))
                                .addLast(new Http())
                                .addLast(new WebSocketServerProtocolHandler(SOCKET))
                                .addLast(new Frames());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort());
    }

    /** Does something with the desk on its thread. */
    <T> T with(Callable<T> task) throws Exception {
        return group.next().submit(task).get(10, TimeUnit.SECONDS);
    }

    int connections() {
        return channels.size();
    }

    /** Breaks all WebSockets without a close frame. */
    void cutAll() {
        channels.close().syncUninterruptibly();
    }

    void closeAll(int code) {
        channels.writeAndFlush(new CloseWebSocketFrame(code, "test")).syncUninterruptibly();
        channels.close().syncUninterruptibly();
    }

    /** The Origin header of each handshake, in their order. */
    List<Optional<String>> origins() {
        return List.copyOf(origins);
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Http extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.uri().startsWith("/api/")) {
                Map<String, String> headers = new HashMap<>();
                request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
                VirtualWorld.Answer answer = desk.http(request.uri(), headers, ByteBufUtil.getBytes(request.content()));
                answer(context, answer.status(), answer.body());
            } else if (EVIL_ORIGIN.equals(request.headers().get(HttpHeaderNames.ORIGIN))) {
                answer(context, 403, new byte[0]);
            } else {
                context.fireChannelRead(request.retain());
            }
        }

        private static void answer(ChannelHandlerContext context, int status, byte[] body) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private final class Frames extends SimpleChannelInboundHandler<BinaryWebSocketFrame> implements VirtualWorld.Peer {

        private Channel channel;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof HandshakeComplete handshake) {
                origins.add(Optional.ofNullable(handshake.requestHeaders().get(HttpHeaderNames.ORIGIN)));
                channel = context.channel();
                channels.add(channel);
                desk.opened(this);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame frame) throws IOException {
            try (ByteBufInputStream bytes = new ByteBufInputStream(frame.content())) {
                desk.frame(this, ClientFrame.parseFrom(bytes));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            desk.closed(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }

        @Override
        public boolean isDead() {
            return !channel.isActive();
        }

        @Override
        public void push(ServerFrame.Builder frame) {
            var unused = channel.writeAndFlush(new BinaryWebSocketFrame(
                    Unpooled.wrappedBuffer(frame.build().toByteArray())));
        }
    }
}

package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Transport.HttpListener;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.URI;
import java.util.Map;

/** One POST on a connection of its own: calls are seldom, so a pool would stay empty. All on its event loop. */
final class HttpCall extends SimpleChannelInboundHandler<FullHttpResponse> implements NettyTransport.Pipeline {

    /** Tokens and errors are a few hundred bytes; a page of messages is 50 times 4,000 characters of up to 3 bytes. */
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final ChannelHandler timeout;
    private final HttpListener listener;
    private boolean over;

    HttpCall(URI uri, Map<String, String> headers, byte[] body, ChannelHandler timeout, HttpListener listener) {
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
        this.listener = listener;
    }

    @Override
    public ChannelHandler[] handlers() {
        return new ChannelHandler[] {timeout, new HttpClientCodec(), new HttpObjectAggregator(ANSWER_BYTES_MAX), this};
    }

    @Override
    public boolean abandoned() {
        return false;
    }

    void fail(String why) {
        if (!over) {
            over = true;
            listener.failed(why);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (context.pipeline().get(SslHandler.class) == null) {
            send(context);
        }
        super.channelActive(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            send(context);
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        if (!over) {
            over = true;
            listener.answered(response.status().code(), ByteBufUtil.getBytes(response.content()));
        }
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        fail("connection ended before the answer");
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause.getClass().getSimpleName());
        var unused = context.close();
    }

    private void send(ChannelHandlerContext context) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, uri.getRawPath(), Unpooled.wrappedBuffer(body));
        headers.forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, uri.getRawAuthority());
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var unused = context.writeAndFlush(request).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}

package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request to who answers it, by its path. */
@ChannelHandler.Sharable
final class Router extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final WebSocketUpgrade webSocket;
    private final ApiEndpoint api;
    private final PageEndpoint pages;

    Router(WebSocketUpgrade webSocket, ApiEndpoint api, PageEndpoint pages) {
        this.webSocket = webSocket;
        this.api = api;
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        String path = request.uri().split("\\?", 2)[0];
        if (request.decoderResult().isFailure()) {
            refuse(ctx, request.decoderResult());
        } else if (path.equals(WebSocketUpgrade.PATH)) {
            webSocket.upgrade(ctx, request);
        } else if (path.startsWith(ApiEndpoint.PREFIX)) {
            api.handle(ctx, request, path);
        } else {
            pages.handle(ctx, request);
        }
    }

    private static void refuse(ChannelHandlerContext ctx, DecoderResult result) {
        HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
        if (result.cause() instanceof TooLongHttpHeaderException) {
            status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        } else if (result.cause() instanceof TooLongHttpLineException) {
            status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        String message = "The request could not be understood: " + status.reasonPhrase() + ".";
        HttpReply.write(
                ctx, HttpReply.error(status, ErrorCode.BAD_FRAME, message).encode(), false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("A client has gone, or its bytes made no sense", cause); // anybody can make many
        } else {
            LOG.warn("An HTTP connection failed", cause);
        }
        var unused = ctx.close();
    }
}

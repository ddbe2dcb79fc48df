package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
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

    private final ConnectionLimit limit;
    private final WebSocketUpgrade webSocket;
    private final ApiEndpoint api;
    private final PageEndpoint pages;
    private final GatewayMeters meters;

    Router(
            ConnectionLimit limit,
            WebSocketUpgrade webSocket,
            ApiEndpoint api,
            PageEndpoint pages,
            GatewayMeters meters) {
        this.limit = limit;
        this.webSocket = webSocket;
        this.api = api;
        this.pages = pages;
        this.meters = meters;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        String path = request.uri().split("\\?", 2)[0];
        Refusal refusal = limit.settle(ctx.channel(), request.headers());
        if (refusal != null) {
            meters.refused(refusal);
            HttpReply.write(ctx, refusal.answer(), false);
        } else if (request.decoderResult().isFailure()) {
            meters.refused(Refusal.BAD_REQUEST);
            refuse(ctx, request.decoderResult());
        } else if (isEncoded(request.headers())) {
            meters.refused(Refusal.BODY_ENCODED);
            HttpReply.write(ctx, Refusal.BODY_ENCODED.answer(), false);
        } else if (path.equals(WebSocketUpgrade.PATH)) {
            webSocket.upgrade(ctx, request);
        } else if (path.startsWith(ApiEndpoint.PREFIX)) {
            api.handle(ctx, request, path);
        } else {
            pages.handle(ctx, request);
        }
    }

    /** Nothing is ever inflated, so there is no bomb; what is compressed is not even looked at. */
    private static boolean isEncoded(HttpHeaders headers) {
        String coding = headers.get(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.IDENTITY.toString());
        return !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding);
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
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ConnectionLimit.Evicted) {
            var unused = ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CodecException) {
            meters.refused(Refusal.BAD_REQUEST);
        }
        if (cause instanceof IOException || cause instanceof CodecException) {
            LOG.debug("A client has gone, or its bytes made no sense", cause); // anybody can make many
        } else {
            LOG.warn("An HTTP connection failed", cause);
        }
        var unused = ctx.close();
    }
}

package dev.switchboard.server.gateway;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/**
 * An HTTP answer with a message as its body.
 *
 * @param body the method's reply, or an {@code Error}
 */
record HttpReply(HttpResponseStatus status, Message body, Format format) {

    /** The forms of a body, chosen by Content-Type. */
    enum Format {
        JSON("application/json"),
        BINARY("application/x-protobuf");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    private static final Set<HttpResponseStatus> RETRYABLE =
            Set.of(HttpResponseStatus.TOO_MANY_REQUESTS, HttpResponseStatus.SERVICE_UNAVAILABLE);

    /** The first pause; clients double theirs, with chance, when they are refused again. */
    private static final String RETRY_AFTER_SECONDS = "1";

    static HttpReply error(ErrorCode code) {
        return error(HttpResponseStatus.valueOf(code.httpStatus()), code, code.text());
    }

    /** For refusals of HTTP itself, whose status says more than the code's. */
    static HttpReply error(HttpResponseStatus status, ErrorCode code, String message) {
        return new HttpReply(
                status, Errors.of(code).toBuilder().setMessage(message).build(), Format.JSON);
    }

    /** Encodes the body; on the I/O thread, as large lists take a while. */
    FullHttpResponse encode() {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, format.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff");
        if (RETRYABLE.contains(status)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response;
    }

    private byte[] bytes() {
        return format == Format.BINARY ? body.toByteArray() : Json.write(body);
    }

    /** Writes the answer and lets the next request in, or closes. On the I/O thread. */
    static void write(ChannelHandlerContext ctx, FullHttpResponse response, boolean keepAlive) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (keepAlive) {
            ctx.channel().config().setAutoRead(true);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}

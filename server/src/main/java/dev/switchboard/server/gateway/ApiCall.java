package dev.switchboard.server.gateway;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.server.api.ApiException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request in work, and the way back to its client. Answered once; later answers are dropped. */
final class ApiCall {

    /** How long a browser may remember what it may call. */
    private static final String PREFLIGHT_SECONDS = "600";

    private final ChannelHandlerContext ctx;
    private final String service;
    private final boolean keepAlive;
    private final String origin;
    private final String contentType;
    private final @Nullable String authorization;
    private final String remoteAddress;
    private final GatewayMeters meters;
    private final Runnable onAnswered;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile HttpReply.Format format = HttpReply.Format.JSON;
    private volatile boolean originAllowed;
    private volatile boolean openToPages;

    /**
     * @param service for the meters: name of a registered service, or "unknown"
     * @param onAnswered run once, when the call no longer counts as being in work
     */
    ApiCall(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            String service,
            GatewayMeters meters,
            Runnable onAnswered) {
        this.onAnswered = onAnswered;
        this.ctx = ctx;
        this.service = service;
        this.meters = meters;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        this.contentType = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        this.authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        this.remoteAddress = ClientAddress.of(ctx.channel()).text();
    }

    String origin() {
        return origin;
    }

    String remoteAddress() {
        return remoteAddress;
    }

    /** Reads the body; the answer will have the same form. */
    Message parse(Message prototype, FullHttpRequest request) {
        format = ApiBody.formatOf(contentType, !request.content().isReadable());
        return ApiBody.parse(prototype, format, request.content());
    }

    /** The bearer token, null when there is none. */
    @Nullable
    String token() {
        if (authorization == null) {
            return null;
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new ApiException(ErrorCode.TOKEN_INVALID, "Authorization must be a bearer token.");
        }
        return authorization.substring(7).trim();
    }

    /** A page of another site may call this, and read why it was refused. */
    void openToPages() {
        openToPages = true;
    }

    /** The page that calls may read the result, too. */
    void allowOrigin() {
        originAllowed = true;
    }

    void reply(Message body) {
        answer("ok", new HttpReply(HttpResponseStatus.OK, body, format)::encode);
    }

    void fail(Throwable failure) {
        Error error = Errors.of(failure);
        ErrorCode code = ErrorCode.of(error.getCode()).orElse(ErrorCode.INTERNAL);
        answer(code.name(), new HttpReply(HttpResponseStatus.valueOf(code.httpStatus()), error, format)::encode);
    }

    /** Tells a browser what it may send. */
    void preflight() {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
        response.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type")
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        answer("preflight", () -> response);
    }

    private void answer(String outcome, Supplier<FullHttpResponse> response) {
        if (answered.compareAndSet(false, true)) {
            onAnswered.run();
            meters.call(service, outcome, System.nanoTime() - startNanos);
            onIoThread(() -> write(response.get()));
        }
    }

    private void write(FullHttpResponse response) {
        if (originAllowed || (openToPages && response.status().code() != HttpResponseStatus.OK.code())) {
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        response.headers().set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        HttpReply.write(ctx, response, keepAlive);
    }

    private void onIoThread(Runnable task) {
        try {
            ctx.executor().execute(task);
        } catch (RejectedExecutionException e) {
            answered.set(true); // the gateway has ended, and the client's connection with it
        }
    }
}

package dev.switchboard.server.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of the management port. */
@ChannelHandler.Sharable
final class ManagementPages extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final int CONNECTIONS_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPages.class);

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final List<HealthCheck> live;
    private final List<HealthCheck> ready;
    private final Supplier<String> metrics;
    private final AtomicInteger connections = new AtomicInteger();

    private record Page(HttpResponseStatus status, String contentType, String body) {}

    ManagementPages(List<HealthCheck> live, List<HealthCheck> ready, Supplier<String> metrics) {
        this.live = List.copyOf(live);
        this.ready = List.copyOf(ready);
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (connections.incrementAndGet() > CONNECTIONS_MAX) {
            var unused = ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.decrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        Page page = page(request);
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, page.status(), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        HttpUtil.setContentLength(response, body.length);
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private Page page(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return new Page(HttpResponseStatus.BAD_REQUEST, JSON, "{\"status\":\"bad request\"}");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return new Page(HttpResponseStatus.METHOD_NOT_ALLOWED, JSON, "{\"status\":\"only GET\"}");
        }
        return switch (request.uri().split("\\?", 2)[0]) {
            case "/health/live" -> health(live, "live");
            case "/health/ready" -> health(ready, "ready");
            case "/metrics" -> new Page(HttpResponseStatus.OK, TEXT, metrics.get());
            default -> new Page(HttpResponseStatus.NOT_FOUND, JSON, "{\"status\":\"not found\"}");
        };
    }

    private static Page health(List<HealthCheck> checks, String state) {
        String reasons = faults(checks, true);
        String warnings = faults(checks, false);
        String told = warnings.isEmpty() ? "" : ",\"warnings\":{" + warnings + "}";
        return reasons.isEmpty()
                ? new Page(HttpResponseStatus.OK, JSON, "{\"status\":\"" + state + "\"" + told + "}")
                : new Page(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        JSON,
                        "{\"status\":\"not " + state + "\",\"reasons\":{" + reasons + "}" + told + "}");
    }

    private static String faults(List<HealthCheck> checks, boolean grave) {
        return checks.stream()
                .filter(check -> check.grave() == grave)
                .flatMap(check -> check.fault().get().stream().map(fault -> quoted(check.name()) + ":" + quoted(fault)))
                .collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c < ' ' ? ' ' : c);
            }
        }
        return out.append('"').toString();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A management connection failed", cause);
        var unused = ctx.close();
    }
}

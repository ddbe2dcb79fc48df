package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageRequest;
import dev.switchboard.server.pages.PageSource;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is neither the API nor the WebSocket. The next request of a connection is read when the answer before it
 * has left, so who asks without reading costs one answer, not a growing buffer.
 */
final class PageEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(PageEndpoint.class);

    private final PageSource pages;

    PageEndpoint(PageSource pages) {
        this.pages = pages;
    }

    void handle(ChannelHandlerContext ctx, FullHttpRequest request) {
        ctx.channel().config().setAutoRead(false);
        String[] target = request.uri().split("\\?", 2);
        HttpHeaders headers = request.headers().copy();
        InetSocketAddress local = local(ctx.channel().localAddress());
        PageRequest asked = new PageRequest(
                request.method().name(),
                target[0],
                target.length < 2 ? "" : target[1],
                name -> headers.get(name, ""),
                literal(local),
                local.getPort());
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        boolean forPeople = headers.get(HttpHeaderNames.ACCEPT, "").contains("text/html");
        pages.answer(asked).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.error("A page failed", failure);
            }
            PageAnswer known = failure == null ? answer : PageAnswer.refuse(500, ErrorCode.INTERNAL.text());
            write(ctx, forPeople, keepAlive, known);
        });
    }

    private static InetSocketAddress local(SocketAddress address) {
        return address instanceof InetSocketAddress known ? known : InetSocketAddress.createUnresolved("", 0);
    }

    /** As it stands in a URL. */
    private static String literal(InetSocketAddress local) {
        if (local.getAddress() == null) {
            return "";
        }
        String text = local.getAddress().getHostAddress();
        return local.getAddress() instanceof Inet6Address ? "[" + text.split("%", 2)[0] + "]" : text;
    }

    private static void write(ChannelHandlerContext ctx, boolean forPeople, boolean keepAlive, PageAnswer answer) {
        try {
            if (ctx.executor().inEventLoop()) {
                writeNow(ctx, forPeople, keepAlive, answer);
            } else {
                ctx.executor().execute(() -> writeNow(ctx, forPeople, keepAlive, answer));
            }
        } catch (RejectedExecutionException ended) {
            // The gateway has ended, and the browser's connection with it.
            LOG.debug("A page came too late", ended);
        }
    }

    private static void writeNow(ChannelHandlerContext ctx, boolean forPeople, boolean keepAlive, PageAnswer answer) {
        FullHttpResponse response = answer.refusal().isEmpty() ? response(answer) : refusal(forPeople, answer);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = ctx.writeAndFlush(response);
        if (keepAlive) {
            written.addListener(done -> ctx.channel().config().setAutoRead(true));
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static FullHttpResponse response(PageAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach(response.headers()::set);
        return response;
    }

    /** For people a page, for programs the error that the API would give. */
    private static FullHttpResponse refusal(boolean forPeople, PageAnswer answer) {
        if (forPeople) {
            return response(answer.asPage());
        }
        ErrorCode code = switch (answer.status()) {
            case 400 -> ErrorCode.BAD_FRAME;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404, 405 -> ErrorCode.NOT_FOUND;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> ErrorCode.INTERNAL;
        };
        FullHttpResponse response = HttpReply.error(HttpResponseStatus.valueOf(answer.status()), code, answer.refusal())
                .encode();
        answer.headers().forEach(response.headers()::set);
        return response;
    }
}

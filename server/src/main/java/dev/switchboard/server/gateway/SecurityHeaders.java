package dev.switchboard.server.gateway;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every answer tells browsers, whoever made it: pages, the API, and refusals of HTTP itself. Where an answer says
 * something else of its own, that stands.
 */
@ChannelHandler.Sharable
final class SecurityHeaders extends ChannelOutboundHandlerAdapter {

    private final Map<CharSequence, String> headers = new LinkedHashMap<>();

    /** @param hstsSeconds how long browsers shall come by TLS only; 0: they are not told */
    SecurityHeaders(long hstsSeconds) {
        headers.put("cache-control", "no-store");
        headers.put("x-content-type-options", "nosniff");
        headers.put("referrer-policy", "no-referrer");
        headers.put("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("x-frame-options", "DENY");
        headers.put("cross-origin-resource-policy", "same-origin");
        headers.put("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (hstsSeconds > 0) {
            headers.put("strict-transport-security", "max-age=" + hstsSeconds);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            HttpHeaders present = response.headers();
            headers.forEach((name, value) -> {
                if (!present.contains(name)) {
                    present.set(name, value);
                }
            });
        }
        var unused = ctx.write(message, promise);
    }
}

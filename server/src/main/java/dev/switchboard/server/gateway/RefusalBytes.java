package dev.switchboard.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Answers to connections that come at a limit, ready to be written: a flood of them must cost little. */
final class RefusalBytes {

    private static final Map<Refusal, byte[]> ENCODED = new EnumMap<>(Refusal.class);

    static {
        for (Refusal refusal : Refusal.values()) {
            ENCODED.put(refusal, encode(refusal.answer()));
        }
    }

    private RefusalBytes() {}

    static ByteBuf of(Refusal refusal) {
        return Unpooled.wrappedBuffer(Objects.requireNonNull(ENCODED.get(refusal)));
    }

    private static byte[] encode(FullHttpResponse response) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append("\r\n");
        response.headers()
                .forEach(header -> text.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        text.append("\r\n").append(response.content().toString(StandardCharsets.UTF_8));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

package dev.switchboard.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at the first byte: a handshake begins TLS, and who speaks plain HTTP is told in plain HTTP that it will not do. */
final class TlsDetector extends ByteToMessageDecoder {

    private static final int HANDSHAKE = 22;

    private static final String EXPLANATION = "This port speaks HTTPS and WSS only.\n";
    private static final byte[] REFUSAL =
            ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n" + "Content-Length: "
                            + EXPLANATION.length() + "\r\n\r\n" + EXPLANATION)
                    .getBytes(StandardCharsets.US_ASCII);

    private final TlsGate tls;
    private final long timeoutMs;
    private boolean refused;

    TlsDetector(TlsGate tls, long timeoutMs) {
        this.tls = tls;
        this.timeoutMs = timeoutMs;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int first = in.getUnsignedByte(in.readerIndex());
        if (refused) {
            in.skipBytes(in.readableBytes());
        } else if (first == HANDSHAKE) {
            // What was read so far is handed over to it.
            ctx.pipeline().replace(this, Pipeline.TLS, tls.newHandler(ctx.alloc(), timeoutMs));
        } else {
            refused = true;
            in.skipBytes(in.readableBytes());
            boolean text = first >= 'A' && first <= 'Z';
            ctx.writeAndFlush(text ? Unpooled.wrappedBuffer(REFUSAL) : Unpooled.EMPTY_BUFFER)
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}

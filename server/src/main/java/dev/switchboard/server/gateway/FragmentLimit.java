package dev.switchboard.server.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds the fragments of a message. Its size is bounded where they are joined, but empty fragments add nothing to it, and
 * the limits of frames count whole messages.
 */
final class FragmentLimit extends ChannelInboundHandlerAdapter {

    /** The largest message in pieces of half a KiB. */
    static final int FRAGMENTS_MAX = 128;

    private int fragments;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ContinuationWebSocketFrame
                || message instanceof BinaryWebSocketFrame
                || message instanceof TextWebSocketFrame) {
            fragments++;
            if (fragments > FRAGMENTS_MAX) {
                ReferenceCountUtil.release(message);
                if (fragments == FRAGMENTS_MAX + 1) {
                    ctx.fireExceptionCaught(new TooLongFrameException("more fragments than a message may have"));
                }
                return;
            }
            if (((WebSocketFrame) message).isFinalFragment()) {
                fragments = 0;
            }
        }
        ctx.fireChannelRead(message);
    }
}

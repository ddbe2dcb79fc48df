package dev.switchboard.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/** Gathers a request's body; one that is too large is answered with our own error, and the connection closed. */
final class BodyAggregator extends HttpObjectAggregator {

    private final GatewayMeters meters;

    BodyAggregator(int bodyBytesMax, GatewayMeters meters) {
        super(bodyBytesMax, true);
        this.meters = meters;
    }

    /** A client that asks first whether its body is welcome is refused in the same words. */
    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, maxContentLength, pipeline);
        if (response instanceof FullHttpResponse refusal
                && refusal.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)) {
            refusal.release();
            meters.refused(Refusal.BODY_TOO_LARGE);
            FullHttpResponse ours = Refusal.BODY_TOO_LARGE.answer();
            HttpUtil.setContentLength(ours, ours.content().readableBytes());
            return ours;
        }
        // Netty's own answers are the same object for all connections; a copy, as headers are added to every answer.
        return response instanceof FullHttpResponse shared ? shared.replace(Unpooled.EMPTY_BUFFER) : response;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        meters.refused(Refusal.BODY_TOO_LARGE);
        HttpReply.write(ctx, Refusal.BODY_TOO_LARGE.answer(), false);
    }
}

package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Gathers a request's body; one that is too large is answered with our own error, and the connection closed. */
final class BodyAggregator extends HttpObjectAggregator {

    BodyAggregator(int bodyBytesMax) {
        super(bodyBytesMax, true);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        HttpReply.write(ctx, HttpReply.error(ErrorCode.TOO_LARGE).encode(), false);
    }

    /** Netty's refusals are the same object for all connections; a copy, as headers are added to every answer. */
    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        return answer instanceof FullHttpResponse response ? response.replace(Unpooled.EMPTY_BUFFER) : answer;
    }
}

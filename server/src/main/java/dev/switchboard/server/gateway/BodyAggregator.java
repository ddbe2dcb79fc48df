package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
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
}

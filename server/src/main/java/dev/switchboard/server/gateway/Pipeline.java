package dev.switchboard.server.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.flow.FlowControlHandler;
import org.jspecify.annotations.Nullable;

/** What a connection consists of, in the order in which input passes. */
@ChannelHandler.Sharable
final class Pipeline extends ChannelInitializer<Channel> {

    static final String CONNECTION_LIMIT = "connection-limit";
    static final String TLS = "tls";
    static final String HTTP_CODEC = "http-codec";
    static final String SECURITY_HEADERS = "security-headers";
    static final String BODY_AGGREGATOR = "body-aggregator";
    static final String REQUEST_TIMER = "request-timer";
    static final String ONE_AT_A_TIME = "one-at-a-time";
    static final String ROUTER = "router";

    /** After the upgrade; Netty puts its frame decoder and encoder in the place of the HTTP codec. */
    static final String FRAGMENT_LIMIT = "fragment-limit";

    static final String FRAME_AGGREGATOR = "frame-aggregator";

    static final String FRAME_READER = "frame-reader";

    private static final int INITIAL_LINE_BYTES_MAX = 4 << 10;
    private static final int HEADER_BYTES_MAX = 8 << 10;
    private static final int CHUNK_BYTES_MAX = 8 << 10;

    private final GatewaySettings settings;
    private final ConnectionLimit connectionLimit;
    private final Router router;
    private final GatewayMeters meters;
    private final @Nullable TlsGate tls;
    private final SecurityHeaders securityHeaders;

    /** @param tls null: clients, or a proxy ahead of us, speak plain HTTP */
    Pipeline(
            GatewaySettings settings,
            ConnectionLimit connectionLimit,
            Router router,
            GatewayMeters meters,
            @Nullable TlsGate tls) {
        this.settings = settings;
        this.connectionLimit = connectionLimit;
        this.router = router;
        this.meters = meters;
        this.tls = tls;
        this.securityHeaders = new SecurityHeaders(tls == null ? 0 : tls.hstsSeconds());
    }

    @Override
    protected void initChannel(Channel channel) {
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(INITIAL_LINE_BYTES_MAX)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxChunkSize(CHUNK_BYTES_MAX);
        channel.pipeline().addLast(CONNECTION_LIMIT, connectionLimit);
        if (tls != null) {
            channel.pipeline().addLast(TLS, new TlsDetector(tls, settings.requestTimeoutMs()));
        }
        channel.pipeline()
                .addLast(HTTP_CODEC, new HttpServerCodec(limits))
                .addLast(SECURITY_HEADERS, securityHeaders)
                .addLast(BODY_AGGREGATOR, new BodyAggregator(settings.bodyBytesMax(), meters))
                .addLast(REQUEST_TIMER, new RequestTimer(settings.requestTimeoutMs(), meters))
                .addLast(ONE_AT_A_TIME, new FlowControlHandler())
                .addLast(ROUTER, router);
    }

    /** Prepares the pipeline for the handshake, which exchanges the codec itself. */
    static void becomeWebSocket(ChannelPipeline pipeline, int frameBytesMax, FrameReader reader) {
        // First of all: a request that waits behind this one is let go by the flow control, and must find nobody.
        pipeline.remove(ROUTER);
        pipeline.remove(SECURITY_HEADERS);
        pipeline.remove(BODY_AGGREGATOR);
        pipeline.remove(REQUEST_TIMER);
        pipeline.remove(ONE_AT_A_TIME);
        pipeline.addLast(FRAGMENT_LIMIT, new FragmentLimit());
        pipeline.addLast(FRAME_AGGREGATOR, new WebSocketFrameAggregator(frameBytesMax));
        pipeline.addLast(FRAME_READER, reader);
    }
}

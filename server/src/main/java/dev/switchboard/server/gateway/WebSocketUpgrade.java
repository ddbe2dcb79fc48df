package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.ConnectionEvents;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a request for {@code /ws} into a WebSocket, or says why not while HTTP can still say it. */
final class WebSocketUpgrade {

    static final String PATH = "/ws";

    private static final String VERSION = "13";
    private static final String FORMS =
            Arrays.stream(FrameForm.values()).map(FrameForm::subprotocol).collect(Collectors.joining(" or "));

    /** 16 bytes in base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final ConnectionEvents events;
    private final Loop loop;
    private final GatewayMeters meters;
    private final GatewaySettings settings;
    private final ConnectionLimit limit;
    private final FrameLimits frames;
    private final Map<FrameForm, WebSocketServerHandshakerFactory> handshakers = new EnumMap<>(FrameForm.class);

    WebSocketUpgrade(
            ConnectionEvents events,
            Loop loop,
            GatewayMeters meters,
            GatewaySettings settings,
            ConnectionLimit limit,
            FrameLimits frames) {
        this.events = events;
        this.loop = loop;
        this.meters = meters;
        this.settings = settings;
        this.limit = limit;
        this.frames = frames;
        // No extensions: permessage-deflate would cost two thirds of the throughput. Violations reach FrameReader,
        // which closes with a code of ours.
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.frameBytesMax())
                .allowExtensions(false)
                .expectMaskedFrames(true)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
        for (FrameForm form : FrameForm.values()) {
            handshakers.put(form, new WebSocketServerHandshakerFactory(PATH, form.subprotocol(), config));
        }
    }

    void upgrade(ChannelHandlerContext ctx, FullHttpRequest request) {
        var headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED, "This address speaks WebSocket only.");
        } else if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED, "The WebSocket version must be 13.");
        } else if (!KEY.matcher(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))
                .matches()) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in base64.");
        } else if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "The upgrade needs HTTP/1.1.");
        } else if (request.content().isReadable()) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "The upgrade has no body.");
        } else {
            FrameForm.chosenFrom(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL))
                    .ifPresentOrElse(
                            form -> open(ctx, request, form),
                            () -> refuse(
                                    ctx, HttpResponseStatus.BAD_REQUEST, "The subprotocol must be " + FORMS + "."));
        }
    }

    private void open(ChannelHandlerContext ctx, FullHttpRequest request, FrameForm form) {
        var channel = ctx.channel();
        FrameReader reader = new FrameReader(
                form,
                onWelcome -> new NettyConnection(channel, form, settings.outgoingBytesMax(), meters, welcome -> {
                    limit.welcomed(channel);
                    onWelcome.accept(welcome);
                }),
                events,
                loop,
                meters,
                frames.of(ClientAddress.of(channel), System.nanoTime()));
        Pipeline.becomeWebSocket(channel.pipeline(), settings.frameBytesMax(), reader);
        // Ahead of the answer: from then on frames may come. If the answer cannot be written, the end is reported.
        reader.opened(request.headers().get(HttpHeaderNames.ORIGIN, ""));
        // Netty looks at the first of several such headers only.
        request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, form.subprotocol());
        WebSocketServerHandshakerFactory factory = Objects.requireNonNull(handshakers.get(form));
        WebSocketServerHandshaker handshaker = Objects.requireNonNull(factory.newHandshaker(request));
        handshaker.handshake(channel, request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.config().setAutoRead(true);
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String message) {
        meters.refused(Refusal.BAD_UPGRADE);
        FullHttpResponse response =
                HttpReply.error(status, ErrorCode.BAD_FRAME, message).encode();
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        HttpReply.write(ctx, response, false);
    }
}

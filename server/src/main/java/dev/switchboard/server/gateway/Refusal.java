package dev.switchboard.server.gateway;

import dev.switchboard.protocol.ErrorCode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/** Why the gateway did not do what a client wanted; each has a counter. docs/security.md has the table. */
public enum Refusal {
    /** The server has its limit of connections. */
    CONNECTIONS(ErrorCode.OVERLOADED),
    /** More new connections than the server takes in this time. */
    CONNECTION_RATE(ErrorCode.OVERLOADED),
    /** The address has its limit of connections. */
    ADDRESS_CONNECTIONS(ErrorCode.RATE_LIMITED),
    /** More new connections of one address than it may make in this time. */
    ADDRESS_CONNECTION_RATE(ErrorCode.RATE_LIMITED),
    /** The oldest stranger made room for a new one. */
    STRANGERS(ErrorCode.OVERLOADED),
    /** The oldest stranger of the address made room for a new one of the address. */
    ADDRESS_STRANGERS(ErrorCode.OVERLOADED),
    /** A trusted proxy named its client in a way that cannot be read. */
    FORWARDED_HEADER(ErrorCode.BAD_FRAME, 400, "The header in which the proxy names its client cannot be read."),
    /** More requests than the address may send in this time. */
    ADDRESS_REQUESTS(ErrorCode.RATE_LIMITED),
    /** More requests than one connection may send in this time. */
    CONNECTION_REQUESTS(ErrorCode.RATE_LIMITED),
    /** The server has its limit of API calls in work. */
    CALLS(ErrorCode.OVERLOADED),
    /** No whole request arrived in time. */
    REQUEST_TIMEOUT(ErrorCode.BAD_FRAME),
    /** The request is no HTTP, or its head is too large. */
    BAD_REQUEST(ErrorCode.BAD_FRAME),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(ErrorCode.TOO_LARGE),
    /** The body is compressed. */
    BODY_ENCODED(ErrorCode.BAD_FRAME, 415, "The body must not be compressed: send it without Content-Encoding."),
    /** A request for the WebSocket is not one. */
    BAD_UPGRADE(ErrorCode.BAD_FRAME),
    /** More frames than one connection may send in this time. */
    FRAMES(ErrorCode.RATE_LIMITED),
    /** More bytes than one connection may send in this time. */
    BYTES(ErrorCode.RATE_LIMITED),
    /** More frames than one customer or agent may send over all connections. */
    IDENTITY_FRAMES(ErrorCode.RATE_LIMITED),
    /** More bytes than one customer or agent may send over all connections. */
    IDENTITY_BYTES(ErrorCode.RATE_LIMITED),
    /** More frames than all clients of one address may send together. */
    ADDRESS_FRAMES(ErrorCode.RATE_LIMITED),
    /** The frame cannot be decoded, breaks the rules of WebSocket, or is too large. */
    BAD_FRAME(ErrorCode.BAD_FRAME),
    /** The node's loop has no room. */
    LOOP(ErrorCode.OVERLOADED);

    private final ErrorCode error;
    private final int status;
    private final String message;

    Refusal(ErrorCode error) {
        this(error, error.httpStatus(), "");
    }

    Refusal(ErrorCode error, int status, String message) {
        this.error = error;
        this.status = status;
        this.message = message;
    }

    /** The answer to a request, or to a connection that must not send one. */
    FullHttpResponse answer() {
        return HttpReply.error(HttpResponseStatus.valueOf(status), error, message.isEmpty() ? error.text() : message)
                .encode();
    }

    /** Value of the counter's tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

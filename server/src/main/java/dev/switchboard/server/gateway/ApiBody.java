package dev.switchboard.server.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import io.netty.buffer.ByteBuf;
import java.util.Locale;

/** Reads the body of a call. */
final class ApiBody {

    private ApiBody() {}

    /** The form that a Content-Type names; a call without a body needs none. */
    static HttpReply.Format formatOf(String contentType, boolean empty) {
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        for (HttpReply.Format format : HttpReply.Format.values()) {
            if (format.contentType().equals(type)) {
                return format;
            }
        }
        if (empty && type.isEmpty()) {
            return HttpReply.Format.JSON;
        }
        throw new ApiException(ErrorCode.BAD_FRAME, "Content-Type must be application/json or application/x-protobuf.");
    }

    /** Fails with BAD_FRAME when the body is not of its form, with INVALID_FIELD when a field is not what it should be. */
    static Message parse(Message prototype, HttpReply.Format format, ByteBuf content) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            if (format == HttpReply.Format.BINARY) {
                builder.mergeFrom(prototype.getParserForType().parseFrom(content.nioBuffer()));
            } else if (content.isReadable()) {
                Json.read(content.nioBuffer(), builder);
            }
            return builder.build();
        } catch (Json.NotJson e) {
            throw new ApiException(ErrorCode.BAD_FRAME, ErrorCode.BAD_FRAME.text());
        } catch (InvalidProtocolBufferException e) {
            // The exceptions' own texts repeat what the client sent, so they are not passed on.
            ErrorCode code = format == HttpReply.Format.JSON ? ErrorCode.INVALID_FIELD : ErrorCode.BAD_FRAME;
            throw new ApiException(code, code.text());
        }
    }
}

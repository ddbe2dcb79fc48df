package dev.switchboard.server.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.server.Node;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Failures;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The node's API without HTTP: what the gateway does for callers without a token, with binary bodies. */
final class ApiDoor {
    private static final String PREFIX = "/api/";

    private ApiDoor() {}

    record Reply(int status, byte[] body) {}

    /** On the node's loop; never fails. */
    static CompletionStage<Reply> call(Node node, String path, String origin, byte[] body) {
        List<String> target = List.of(path.substring(PREFIX.length()).split("/", 2));
        ApiRequest.Service service = node.services().stream()
                .filter(known -> known.name().equals(target.get(0)))
                .findFirst()
                .orElseThrow();
        Message prototype = service.prototype(target.get(1));
        if (prototype == null) {
            throw new AssertionError("No such method: " + path);
        }
        return service.call(new ApiRequest(
                        service.name(), target.get(1), parsed(prototype, body), null, origin, "192.0.2.1"))
                .handle((reply, failure) ->
                        failure == null ? new Reply(200, ((Message) reply).toByteArray()) : refusal(failure));
    }

    private static Message parsed(Message prototype, byte[] body) {
        try {
            return prototype.getParserForType().parseFrom(body);
        } catch (InvalidProtocolBufferException garbage) {
            throw new AssertionError(garbage);
        }
    }

    private static Reply refusal(Throwable failure) {
        if (!(Failures.cause(failure) instanceof ApiException refused)) {
            throw new AssertionError("A call failed otherwise than by a refusal", failure);
        }
        ErrorCode code = refused.code();
        Error error = Error.newBuilder()
                .setCode(code.number())
                .setName(code.name())
                .setMessage(code.text())
                .setRetryable(code.retryable())
                .build();
        return new Reply(code.httpStatus(), error.toByteArray());
    }
}

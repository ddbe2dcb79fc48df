package dev.switchboard.server.api;

import com.google.protobuf.Message;
import dev.switchboard.server.session.Identity;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A parsed call.
 *
 * @param service "auth", "admin", "routing" or "offline"
 * @param method as in the .proto file, e.g. "PutQueue"
 * @param body the request message, parsed from JSON or binary
 * @param caller identity of the bearer token, null when none was sent
 * @param origin the Origin header, empty when absent
 * @param remoteAddress for limits and logs
 */
public record ApiRequest(
        String service,
        String method,
        Message body,
        @Nullable Identity caller,
        String origin,
        String remoteAddress) {

    /** Answers calls of one service. */
    public interface Service {
        String name();

        /** Default instance of the method's request message, or null if there is no such method. */
        @Nullable
        Message prototype(String method);

        /** On the loop. Fails with {@link ApiException}; any other failure is a bug and answered as INTERNAL. */
        CompletionStage<? extends Message> call(ApiRequest request);
    }
}

package dev.switchboard.server.admin;

import com.google.protobuf.Message;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.session.Identity;
import java.util.concurrent.CompletionStage;

/** Calls a service from within the server (first administrator, sample data), with the rights of administration. */
public final class LocalCaller {
    private static final Identity INTERNAL = new Identity.Program("0", true, 0, Long.MAX_VALUE);

    private final ApiRequest.Service service;

    public LocalCaller(ApiRequest.Service service) {
        this.service = service;
    }

    /** On the loop; fails with {@link dev.switchboard.server.api.ApiException}. */
    public <A extends Message> CompletionStage<A> call(String method, Message body, Class<A> answer) {
        return service.call(new ApiRequest(service.name(), method, body, INTERNAL, "", "internal"))
                .thenApply(answer::cast);
    }
}

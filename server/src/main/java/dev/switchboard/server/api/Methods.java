package dev.switchboard.server.api;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A service as a table of methods. Every call passes here: the policy is asked once, for all of them, and failures of the
 * ports become those that the caller is told.
 */
public final class Methods implements ApiRequest.Service {
    private final String service;
    private final Map<String, Method<?>> methods = new LinkedHashMap<>();

    public Methods(String service) {
        this.service = service;
    }

    /**
     * Adds a method.
     *
     * @param prototype default instance of its request message
     * @param handler may also throw {@link ApiException}
     */
    public <Q extends Message> Methods add(
            String name, Q prototype, BiFunction<Q, ApiRequest, CompletionStage<? extends Message>> handler) {
        Action action = Action.of(service, name);
        if (action == null || methods.containsKey(name)) {
            throw new IllegalArgumentException("no action, or twice: " + service + "/" + name);
        }
        @SuppressWarnings("unchecked")
        Class<Q> type = (Class<Q>) prototype.getClass();
        methods.put(name, new Method<>(action, type, prototype, handler));
        return this;
    }

    @Override
    public String name() {
        return service;
    }

    @Override
    public @Nullable Message prototype(String method) {
        Method<?> found = methods.get(method);
        return found == null ? null : found.prototype;
    }

    @Override
    public CompletionStage<? extends Message> call(ApiRequest request) {
        Method<?> method = methods.get(request.method());
        if (method == null) {
            return CompletableFuture.failedFuture(new ApiException(ErrorCode.NOT_FOUND, "no such method"));
        }
        if (!Policy.allows(request.caller(), method.action)) {
            return CompletableFuture.failedFuture(refusal(request));
        }
        return method.call(request);
    }

    /** Without a token the way out is to get one; with one it is to be somebody else. */
    private static ApiException refusal(ApiRequest request) {
        ErrorCode code = request.caller() == null ? ErrorCode.TOKEN_INVALID : ErrorCode.FORBIDDEN;
        return new ApiException(code, code.text());
    }

    private record Method<Q extends Message>(
            Action action,
            Class<Q> type,
            Q prototype,
            BiFunction<Q, ApiRequest, CompletionStage<? extends Message>> handler) {
        CompletionStage<? extends Message> call(ApiRequest request) {
            try {
                return Failures.translate(
                        handler.apply(type.cast(request.body()), request).thenApply(Message.class::cast));
            } catch (ApiException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
    }
}

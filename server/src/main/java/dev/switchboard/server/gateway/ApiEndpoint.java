package dev.switchboard.server.gateway;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/<service>/<Method>}. The body is read on the I/O thread; who calls is found out, and the service
 * called, on the loop. A connection has one call in work at a time, so answers keep the order of requests.
 */
final class ApiEndpoint {

    static final String PREFIX = "/api/";

    /** What the widget calls from a foreign page; everything else stays closed to other sites. */
    private static final Set<String> CROSS_ORIGIN = Set.of("auth/CustomerToken", "auth/Renew", "offline/LeaveMessage");

    /** Longer than any storage call with its repeats; then nobody knows. */
    private static final long CALL_TIMEOUT_MS = 30_000;

    private final Map<String, ApiRequest.Service> services = new LinkedHashMap<>();
    private final TokenVerifier tokens;
    private final OriginPolicy origins;
    private final Loop loop;
    private final int callsMax;
    private final GatewayMeters meters;
    private final AtomicInteger calls = new AtomicInteger();

    ApiEndpoint(Gateway.Api api, Loop loop, int callsMax, GatewayMeters meters) {
        api.services().forEach(service -> services.put(service.name(), service));
        this.tokens = api.tokens();
        this.origins = api.origins();
        this.loop = loop;
        this.callsMax = callsMax;
        this.meters = meters;
    }

    /** Takes a request whose path begins with {@link #PREFIX}; the next one waits until this is answered. */
    void handle(ChannelHandlerContext ctx, FullHttpRequest request, String path) {
        ctx.channel().config().setAutoRead(false);
        List<String> target = List.of(path.substring(PREFIX.length()).split("/", 2));
        ApiRequest.Service service = services.get(target.get(0));
        ApiCall call =
                new ApiCall(ctx, request, service == null ? "unknown" : service.name(), meters, calls::decrementAndGet);
        if (calls.incrementAndGet() > callsMax) {
            meters.refused(Refusal.CALLS);
            call.fail(new ApiException(ErrorCode.OVERLOADED, ErrorCode.OVERLOADED.text()));
            return;
        }
        boolean foreign = !call.origin().isEmpty() && CROSS_ORIGIN.contains(String.join("/", target));
        Runnable work = foreign && request.method().equals(HttpMethod.OPTIONS)
                ? call::preflight
                : workOf(call, service, target, request);
        if (foreign) {
            call.openToPages();
        }
        if (!loop.offer(foreign ? () -> checkOrigin(call, work) : work)) {
            call.fail(new ApiException(ErrorCode.OVERLOADED, ErrorCode.OVERLOADED.text()));
        }
    }

    /** The call, read as far as it can be read without the loop. */
    private Runnable workOf(
            ApiCall call, ApiRequest.@Nullable Service service, List<String> target, FullHttpRequest request) {
        try {
            Message prototype = service == null || target.size() < 2 ? null : service.prototype(target.get(1));
            if (service == null || prototype == null) {
                throw new ApiException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.text());
            }
            if (!request.method().equals(HttpMethod.POST)) {
                throw new ApiException(ErrorCode.NOT_FOUND, "Methods are called by POST.");
            }
            String token = call.token();
            Message body = call.parse(prototype, request);
            return () -> run(call, service, target.get(1), body, token);
        } catch (ApiException refused) {
            return () -> call.fail(refused);
        }
    }

    private void checkOrigin(ApiCall call, Runnable then) {
        origins.allows(call.origin()).whenComplete((allowed, failure) -> {
            if (failure == null && allowed) {
                call.allowOrigin();
            }
            then.run();
        });
    }

    private void run(ApiCall call, ApiRequest.Service service, String method, Message body, @Nullable String token) {
        Loop.Timer timeout = loop.schedule(
                CALL_TIMEOUT_MS,
                () -> call.fail(new ApiException(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.OUTCOME_UNKNOWN.text())));
        CompletionStage<Message> answer = identify(token)
                .thenCompose(caller -> service.call(
                        new ApiRequest(service.name(), method, body, caller, call.origin(), call.remoteAddress())))
                .thenApply(reply -> reply);
        Failures.translate(answer).whenComplete((reply, failure) -> {
            timeout.cancel();
            if (failure == null) {
                call.reply(reply);
            } else {
                call.fail(failure);
            }
        });
    }

    private CompletionStage<@Nullable Identity> identify(@Nullable String token) {
        return token == null
                ? CompletableFuture.completedFuture(null)
                : tokens.verify(token).thenApply(identity -> identity);
    }
}

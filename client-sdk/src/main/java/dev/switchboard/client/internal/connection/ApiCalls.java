package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the services under {@code /api}, with the token of the connection. A call that found no server, or was answered
 * "not now", is made again until its deadline, so it must be harmless twice. Then it fails with {@code OUTCOME_UNKNOWN} if any
 * attempt may have been carried out, else with what the server said last.
 *
 * <p>Bounded by its users: the public client counts its futures.
 */
final class ApiCalls {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final long REPEAT_MIN_MS = 100;
    private static final long REPEAT_MAX_MS = 5_000;

    private final Environment environment;
    private final ConnectionSettings settings;
    private final Supplier<@Nullable String> token;
    private final Set<Call> calls = new LinkedHashSet<>();

    /** @param token the access token, null while there is none that is good */
    ApiCalls(Environment environment, ConnectionSettings settings, Supplier<@Nullable String> token) {
        this.environment = environment;
        this.settings = settings;
        this.token = token;
    }

    void add(String method, byte[] body, ApiReply reply) {
        Call call = new Call(method, body, reply);
        calls.add(call);
        call.deadline = environment.schedule(settings.requestDeadlineMs(), call::expire);
        call.attempt();
    }

    void failAll(Failure failure) {
        List.copyOf(calls).forEach(call -> call.fail(failure));
    }

    private final class Call implements Transport.HttpListener {
        private final String method;
        private final byte[] body;
        private final ApiReply reply;
        private final BackoffPauses pauses = new BackoffPauses(REPEAT_MIN_MS, REPEAT_MAX_MS, environment.random());
        private Environment.@Nullable Timer deadline;
        private Environment.@Nullable Timer pause;
        private boolean underWay;
        private boolean uncertain;
        private @Nullable Failure refusal;

        Call(String method, byte[] body, ApiReply reply) {
            this.method = method;
            this.body = body;
            this.reply = reply;
        }

        void attempt() {
            pause = null;
            String access = token.get();
            if (access == null) {
                again();
                return;
            }
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", PROTOBUF);
            headers.put("Accept", PROTOBUF);
            headers.put("Authorization", "Bearer " + access);
            String origin = settings.signIn().origin();
            if (!origin.isEmpty()) {
                headers.put("Origin", origin);
            }
            underWay = true;
            environment.transport().post(settings.api(method), headers, body, settings.answerTimeoutMs(), this);
        }

        @Override
        public void answered(int status, byte[] bytes) {
            underWay = false;
            if (!calls.contains(this)) {
                return;
            }
            if (status == 200) {
                end();
                reply.done(bytes);
                return;
            }
            Failure failure = Failure.of(status, bytes);
            // Of messages left there are so many an hour: to repeat within the deadline is in vain.
            boolean refused = failure.is(ErrorCode.RATE_LIMITED) || !Requests.REPEATED.contains(failure.code());
            // The connection renews its token by itself.
            if (refused && !failure.is(ErrorCode.TOKEN_EXPIRED)) {
                fail(failure);
                return;
            }
            uncertain |= failure.is(ErrorCode.OUTCOME_UNKNOWN);
            refusal = failure;
            again();
        }

        @Override
        public void failed(String why) {
            underWay = false;
            uncertain = true;
            if (calls.contains(this)) {
                again();
            }
        }

        private void again() {
            pause = environment.schedule(pauses.nextMs(), this::attempt);
        }

        void expire() {
            if (uncertain || underWay) {
                fail(Failure.of(ErrorCode.OUTCOME_UNKNOWN));
            } else {
                fail(refusal == null ? Failure.timedOut() : refusal);
            }
        }

        void fail(Failure failure) {
            end();
            reply.failed(failure);
        }

        private void end() {
            calls.remove(this);
            if (deadline != null) {
                deadline.cancel();
            }
            if (pause != null) {
                pause.cancel();
            }
        }
    }
}

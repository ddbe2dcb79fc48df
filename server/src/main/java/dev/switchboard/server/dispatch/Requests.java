package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame.BodyCase;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionRecorder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of requests: what answers each, for those whom the policy lets. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Loop loop;
    private final int pendingMax;
    private final SessionRecorder recorder;
    private final Map<BodyCase, Rule> rules = new EnumMap<>(BodyCase.class);

    Requests(Loop loop, int pendingMax, SessionRecorder recorder) {
        this.loop = loop;
        this.pendingMax = pendingMax;
        this.recorder = recorder;
    }

    /** Begins the work; throws {@link RequestFailure} or fails the stage with it. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<Answer> handle(Request request);
    }

    private record Rule(Action action, Handler handler) {}

    /** The kind of frame, and the row of the policy that says who may send it. Finer rights depend on the chat. */
    Requests with(BodyCase body, Action action, Handler handler) {
        rules.put(body, new Rule(action, handler));
        return this;
    }

    void handle(Request request) {
        Link link = request.link();
        Session session = request.session();
        long id = request.frame().getId();
        Rule rule = rules.get(request.frame().getBodyCase());
        if (rule == null || id <= 0) {
            link.fail(Math.max(id, 0), new RequestFailure(ErrorCode.BAD_FRAME));
            return;
        }
        if (!Policy.allows(session.identity(), rule.action())) {
            link.fail(id, new RequestFailure(ErrorCode.FORBIDDEN));
            return;
        }
        if (session.pending() >= pendingMax) {
            link.fail(id, new RequestFailure(ErrorCode.OVERLOADED));
            return;
        }
        long sinceNanos = loop.nowNanos();
        session.requestBegan();
        begin(rule.handler(), request).whenComplete((answer, failure) -> {
            if (link.current()) {
                session.requestEnded();
            }
            if (failure == null) {
                link.send(answer.frame().setReplyTo(id).build());
                answer.afterwards().run();
                recorder.answered(request.frame().getBodyCase().name(), loop.nowNanos() - sinceNanos);
            } else {
                fail(request, failure);
            }
        });
    }

    private static CompletionStage<Answer> begin(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (RequestFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static void fail(Request request, Throwable cause) {
        RequestFailure failure = RequestFailure.of(cause);
        if (failure.code() == ErrorCode.INTERNAL) {
            LOG.error("A request of kind {} failed", request.frame().getBodyCase(), cause);
        }
        request.link().fail(request.frame().getId(), failure);
    }
}

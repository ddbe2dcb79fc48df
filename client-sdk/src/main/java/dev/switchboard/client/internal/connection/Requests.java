package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests without a final answer.
 *
 * <p>Requests of one lane (a chat, an offer) go one at a time, so that repeating one cannot let a later one overtake it.
 * What was sent on a connection that broke, or was answered "not now", is sent again with the same key until its deadline;
 * the key (message id, chat key, offer) makes that harmless. Then it fails with {@code OUTCOME_UNKNOWN} if any attempt may
 * have been carried out, else with what the server said last.
 *
 * <p>Bounded by its users: the public client counts its futures, and each chat has at most one repair under way.
 */
final class Requests {

    /** Answers after which the same request is repeated inside. */
    static final Set<String> REPEATED = Set.of(
            ErrorCode.STORAGE_UNAVAILABLE.name(),
            ErrorCode.OVERLOADED.name(),
            ErrorCode.NOT_READY.name(),
            ErrorCode.RATE_LIMITED.name(),
            ErrorCode.OUTCOME_UNKNOWN.name());

    private static final long REPEAT_MIN_MS = 100;
    private static final long REPEAT_MAX_MS = 5_000;

    private final Environment environment;
    private final ConnectionSettings settings;
    private final Pace pace;
    private final Consumer<ClientFrame> socket;

    private final Map<String, ArrayDeque<Request>> lanes = new HashMap<>();
    /** By frame id, so that they go out again in the order of the first time. */
    private final TreeMap<Long, Request> sent = new TreeMap<>();

    private final ArrayDeque<Request> ready = new ArrayDeque<>();
    private Environment.@Nullable Timer pump;
    private long lastFrameId;
    private boolean live;
    private int frameBytesMax;

    Requests(Environment environment, ConnectionSettings settings, Pace pace, Consumer<ClientFrame> socket) {
        this.environment = environment;
        this.settings = settings;
        this.pace = pace;
        this.socket = socket;
    }

    long nextFrameId() {
        return ++lastFrameId;
    }

    /** Takes a request; {@code lasting} ones survive the connection. */
    void add(String lane, ClientFrame.Builder body, boolean lasting, Reply reply) {
        BackoffPauses pauses = new BackoffPauses(REPEAT_MIN_MS, REPEAT_MAX_MS, environment.random());
        Request request = new Request(lane, body, reply, lasting, pauses);
        request.deadline = environment.schedule(settings.requestDeadlineMs(), () -> expire(request));
        ArrayDeque<Request> queue = lanes.computeIfAbsent(lane, name -> new ArrayDeque<>());
        queue.add(request);
        if (queue.size() == 1) {
            makeReady(request);
        }
    }

    /** The server has greeted: everything waiting goes out. */
    void connected(int frameMaxBytes) {
        live = true;
        frameBytesMax = frameMaxBytes;
        pump();
    }

    /** The connection is gone: what had no answer waits for the next one, ahead of what was not sent yet. */
    void disconnected() {
        live = false;
        if (pump != null) {
            pump.cancel();
            pump = null;
        }
        List<Request> unanswered = new ArrayList<>(sent.descendingMap().values());
        sent.clear();
        for (Request request : unanswered) {
            request.cancelAttempt();
            request.uncertain = true;
            request.stage = Request.Stage.READY;
            ready.addFirst(request);
        }
        List<Request> gone = lanes.values().stream()
                .flatMap(Collection::stream)
                .filter(request -> !request.lasting)
                .toList();
        gone.forEach(this::finish);
        gone.forEach(request -> request.reply.failed(Failure.of(ErrorCode.OUTCOME_UNKNOWN)));
    }

    /** An answer to the request with that frame id; late ones to a repeated request are ignored. */
    void answered(ServerFrame frame) {
        Request request = sent.remove(frame.getReplyTo());
        if (request == null) {
            return;
        }
        request.cancelAttempt();
        if (!frame.hasError()) {
            finish(request);
            request.reply.done(frame);
            return;
        }
        Failure failure = Failure.of(frame.getError());
        if (!REPEATED.contains(failure.code())) {
            finish(request);
            request.reply.failed(failure);
            return;
        }
        request.uncertain |= failure.is(ErrorCode.OUTCOME_UNKNOWN);
        request.refusal = failure;
        request.stage = Request.Stage.PAUSED;
        request.attempt = environment.schedule(request.pauses.nextMs(), () -> makeReady(request));
    }

    /** Ends all requests; none is taken after that. */
    void failAll(Failure failure) {
        live = false;
        List<Request> all = lanes.values().stream().flatMap(Collection::stream).toList();
        lanes.clear();
        sent.clear();
        ready.clear();
        for (Request request : all) {
            request.stage = Request.Stage.DONE;
            request.cancelTimers();
        }
        all.forEach(request -> request.reply.failed(failure));
    }

    int size() {
        return lanes.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    private void makeReady(Request request) {
        request.stage = Request.Stage.READY;
        ready.add(request);
        pump();
    }

    private void pump() {
        while (live && pump == null && !ready.isEmpty()) {
            if (!pace.take(environment.nowMs())) {
                pump = environment.schedule(pace.waitMs(), () -> {
                    pump = null;
                    pump();
                });
                return;
            }
            send(ready.remove());
        }
    }

    private void send(Request request) {
        request.frameId = nextFrameId();
        ClientFrame frame = request.body.setId(request.frameId).build();
        if (frameBytesMax > 0 && frame.getSerializedSize() > frameBytesMax) {
            // The server would close the connection for good.
            finish(request);
            request.reply.failed(Failure.of(frame.hasSend() ? ErrorCode.TEXT_TOO_LONG : ErrorCode.TOO_LARGE));
            return;
        }
        request.stage = Request.Stage.SENT;
        sent.put(request.frameId, request);
        request.attempt = environment.schedule(settings.answerTimeoutMs(), () -> unanswered(request));
        socket.accept(frame);
    }

    private void unanswered(Request request) {
        sent.remove(request.frameId);
        request.uncertain = true;
        makeReady(request);
    }

    private void expire(Request request) {
        boolean unknown = request.uncertain || request.stage == Request.Stage.SENT;
        Failure refusal = request.refusal;
        finish(request);
        if (unknown) {
            request.reply.failed(Failure.of(ErrorCode.OUTCOME_UNKNOWN));
        } else {
            request.reply.failed(refusal == null ? Failure.timedOut() : refusal);
        }
    }

    /** Takes the request out everywhere and lets the next one of its lane go. */
    private void finish(Request request) {
        Request.Stage before = request.stage;
        request.stage = Request.Stage.DONE;
        request.cancelTimers();
        if (before == Request.Stage.SENT) {
            sent.remove(request.frameId);
        } else if (before == Request.Stage.READY) {
            ready.remove(request);
        }
        ArrayDeque<Request> queue = lanes.get(request.lane);
        if (queue == null) {
            return;
        }
        boolean wasHead = queue.peek() == request;
        queue.remove(request);
        Request next = queue.peek();
        if (next == null) {
            lanes.remove(request.lane);
        } else if (wasHead) {
            makeReady(next);
        }
    }
}

package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.ConnectionWatch;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionRecorder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection on its way from the upgrade to a session. */
final class Link {
    /** The connection's life; frames other than those it is ready for are faults of the client, or wait. */
    enum State {
        EXPECTING_HELLO,
        /** The hello is being answered; frames wait, in a small queue. */
        GREETING,
        OPEN,
        CLOSED
    }

    private final Connection connection;
    private final String origin;
    private final SessionRecorder recorder;
    private final ConnectionWatch watch;
    private final Consumer<Link> onEnd;
    private final Deque<ClientFrame> waiting = new ArrayDeque<>();
    private State state = State.EXPECTING_HELLO;
    private @Nullable Session session;

    /** @param onEnd called once, when nothing more can come or go */
    Link(Loop loop, Connection connection, String origin, SessionRecorder recorder, Consumer<Link> onEnd) {
        this.onEnd = onEnd;
        this.connection = connection;
        this.origin = origin;
        this.recorder = recorder;
        this.watch = new ConnectionWatch(loop, this::timeOut);
    }

    Connection connection() {
        return connection;
    }

    String origin() {
        return origin;
    }

    ConnectionWatch watch() {
        return watch;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    @Nullable
    Session session() {
        return session;
    }

    void session(Session opened) {
        session = opened;
    }

    /** The session has this connection and no newer one. */
    boolean current() {
        return state != State.CLOSED && session != null && session.connection() == connection;
    }

    Deque<ClientFrame> waiting() {
        return waiting;
    }

    void send(ServerFrame frame) {
        if (state != State.CLOSED) {
            connection.send(frame);
        }
    }

    void fail(long replyTo, RequestFailure failure) {
        ErrorCode code = failure.code();
        recorder.failed(code);
        send(ServerFrame.newBuilder()
                .setReplyTo(replyTo)
                .setError(Error.newBuilder()
                        .setCode(code.number())
                        .setName(code.name())
                        .setMessage(code.text())
                        .setRetryable(code.retryable())
                        .putAllDetails(failure.details()))
                .build());
    }

    /** Says why, then closes. */
    void refuse(long replyTo, ErrorCode error, CloseCode code) {
        if (state != State.CLOSED) {
            fail(replyTo, new RequestFailure(error));
            close(code);
        }
    }

    void close(CloseCode code) {
        if (state != State.CLOSED) {
            recorder.closed(code);
            connection.close(code);
            ended();
        }
    }

    private void timeOut(CloseCode code) {
        if (code == CloseCode.TOKEN_EXPIRED) {
            refuse(0, ErrorCode.TOKEN_EXPIRED, code);
        } else {
            close(code);
        }
    }

    /** Nothing more comes or goes. */
    void ended() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            watch.stop();
            waiting.clear();
            onEnd.accept(this);
        }
    }
}

package dev.switchboard.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.switchboard.client.internal.connection.ApiReply;
import dev.switchboard.client.internal.connection.ClientConnection;
import dev.switchboard.client.internal.connection.ConnectionListener;
import dev.switchboard.client.internal.connection.ConnectionSettings;
import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.Failure;
import dev.switchboard.client.internal.connection.Phase;
import dev.switchboard.client.internal.connection.Reason;
import dev.switchboard.client.internal.connection.Reply;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What customers' and agents' clients have in common: the way from the program's threads to the connection's logical
 * thread and back to the callbacks, and the bound of what is outstanding.
 */
final class ClientCore {

    private final ClientOptions options;
    private final Environment environment;
    private final Callbacks callbacks;
    private final ClientConnection connection;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile ClientState state = ClientState.DISCONNECTED;
    private volatile boolean closed;

    /** The two kinds of client; called on the logical thread. */
    interface Side {
        List<ResumePoint> resumePoints();

        void welcomed(Welcome welcome);

        void pushed(ServerFrame frame);

        /** The connection is gone, for now or for good. */
        void disconnected();
    }

    ClientCore(ClientOptions options, Side side) {
        this.options = options;
        environment = options.environment();
        Executor chosen = options.executor();
        callbacks = new Callbacks(chosen == null ? environment.callbacks() : chosen, this::reading);
        String version = "switchboard-java/" + ClientVersion.protocolVersion();
        ConnectionSettings settings = new ConnectionSettings(
                options.uri(),
                options.credentials().signIn(),
                options.program().isEmpty() ? version : options.program() + " " + version,
                options.reconnect().min().toMillis(),
                options.reconnect().max().toMillis(),
                options.requestDeadline().toMillis(),
                options.answerTimeout().toMillis());
        connection = new ClientConnection(environment, settings, listener(side));
    }

    ClientState state() {
        return state;
    }

    CompletableFuture<Void> connect() {
        return promise(promise -> connection.connect(new Reply() {
            @Override
            public void done(ServerFrame frame) {
                promise.done(null);
            }

            @Override
            public void failed(Failure failure) {
                promise.failed(failure);
            }
        }));
    }

    void close() {
        closed = true;
        state = ClientState.CLOSED;
        callbacks.end();
        run(connection::close);
    }

    /** Tells the program something. */
    void tell(Runnable callback) {
        callbacks.tell(callback);
    }

    /** On the logical thread only. */
    ClientConnection connection() {
        return connection;
    }

    Environment environment() {
        return environment;
    }

    /** Runs the task on the logical thread; returns false if there is none any more. */
    boolean run(Runnable task) {
        try {
            environment.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    /**
     * Sends a request.
     *
     * @param frame makes the body, on the logical thread
     * @param expected the only kind of reply that {@code read} gets
     */
    <T> CompletableFuture<T> ask(
            String lane,
            Supplier<ClientFrame.Builder> frame,
            ServerFrame.BodyCase expected,
            Function<ServerFrame, T> read) {
        return promise(promise -> connection.request(lane, frame.get(), new Reply() {
            @Override
            public void done(ServerFrame reply) {
                if (reply.getBodyCase() == expected) {
                    promise.done(read.apply(reply));
                } else {
                    promise.failed(Failure.unexpectedReply());
                }
            }

            @Override
            public void failed(Failure failure) {
                promise.failed(failure);
            }
        }));
    }

    /**
     * Calls a method of a service.
     *
     * @param request made on the logical thread
     * @param parser of the only kind of reply that {@code read} gets
     */
    <M extends Message, T> CompletableFuture<T> call(
            String method, Supplier<? extends Message> request, Parser<M> parser, Function<M, T> read) {
        return promise(promise -> connection.call(method, request.get().toByteArray(), new ApiReply() {
            @Override
            public void done(byte[] body) {
                M reply;
                try {
                    reply = parser.parseFrom(body);
                } catch (InvalidProtocolBufferException garbage) {
                    promise.failed(Failure.unexpectedReply());
                    return;
                }
                promise.done(read.apply(reply));
            }

            @Override
            public void failed(Failure failure) {
                promise.failed(failure);
            }
        }));
    }

    /** A future that the task, run on the logical thread, has to end one way or the other. */
    <T> CompletableFuture<T> promise(Consumer<Promise<T>> task) {
        if (closed) {
            return CompletableFuture.failedFuture(Wire.exception(Failure.closed(Reason.REQUESTED)));
        }
        if (outstanding.incrementAndGet() > options.outstandingMax()) {
            outstanding.decrementAndGet();
            return CompletableFuture.failedFuture(Wire.exception(Failure.tooManyRequests(options.outstandingMax())));
        }
        Promise<T> promise = new Promise<>();
        if (!run(() -> task.accept(promise))) {
            promise.failed(Failure.closed(Reason.REQUESTED));
        }
        return promise.future;
    }

    /** A future to be completed among the callbacks. */
    final class Promise<T> {

        private final CallbackFuture<T> future = new CallbackFuture<>(callbacks);

        void done(@Nullable T value) {
            callbacks.promise(() -> {
                outstanding.decrementAndGet();
                future.complete(value);
            });
        }

        void failed(Failure failure) {
            callbacks.promise(() -> {
                outstanding.decrementAndGet();
                future.completeExceptionally(Wire.exception(failure));
            });
        }
    }

    private void reading(boolean on) {
        run(() -> connection.reading(on));
    }

    private ConnectionListener listener(Side side) {
        return new ConnectionListener() {
            @Override
            public void changed(Phase from, Phase to, Reason reason) {
                StateChange change = Wire.stateChange(from, to, reason);
                if (to == Phase.CLOSED) {
                    closed = true;
                    state = change.to();
                    callbacks.promise(() -> options.onStateChange().accept(change));
                } else if (!closed) {
                    state = change.to();
                    callbacks.tell(() -> options.onStateChange().accept(change));
                }
                if (to != Phase.CONNECTED && to != Phase.CONNECTING) {
                    side.disconnected();
                }
            }

            @Override
            public List<ResumePoint> resumePoints() {
                return side.resumePoints();
            }

            @Override
            public void welcomed(Welcome welcome) {
                side.welcomed(welcome);
            }

            @Override
            public void pushed(ServerFrame frame) {
                side.pushed(frame);
            }
        };
    }
}

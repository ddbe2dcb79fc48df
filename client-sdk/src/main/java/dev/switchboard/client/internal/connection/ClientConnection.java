package dev.switchboard.client.internal.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.Authenticate;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Limits;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: gets a token, opens the socket, greets, and keeps doing so until it is closed or told to stay
 * away.
 *
 * <p>An attempt goes token → socket → hello → welcome; whatever breaks it leads to {@link #lost}, and after a pause to the
 * next attempt. Every attempt has a number, and what arrives for an earlier one is ignored, so no callback has to be taken
 * back. Everything runs on the environment's logical thread.
 */
public final class ClientConnection {

    private static final Logger LOG = LoggerFactory.getLogger("dev.switchboard.client.connection");

    private static final String SUBPROTOCOL = "switchboard.v1.proto";
    private static final int RESUME_MAX = 50;
    /** A connection that lived this long was a good one; the pauses begin anew. Else a server that welcomes and then
     * drops everybody would be run over. */
    private static final long GOOD_LIFE_MS = 5_000;

    private final Environment environment;
    private final ConnectionSettings settings;
    private final ConnectionListener listener;
    private final TokenKeeper tokens;
    private final ReconnectPauses pauses;
    private final Pace pace = new Pace();
    private final Requests requests;
    private final ApiCalls calls;
    private final Liveness liveness;
    private final TokenRenewal renewal;
    private final List<Reply> connecting = new ArrayList<>();

    private Phase phase = Phase.DISCONNECTED;
    private Reason closedBecause = Reason.REQUESTED;
    private int attempt;
    private Transport.@Nullable Socket socket;
    /** The pause before an attempt, or the limit of an attempt. */
    private Environment.@Nullable Timer step;

    private Environment.@Nullable Timer connectDeadline;
    private Environment.@Nullable Timer leaving;
    private long helloId;
    private String session = "";
    private boolean welcomed;
    private long welcomedAtMs;
    private boolean reading = true;
    /** When the server wants us back after its GoAway; -1 for none. */
    private long comeBackAtMs = -1;

    /** A connection that does nothing until {@link #connect}. */
    public ClientConnection(Environment environment, ConnectionSettings settings, ConnectionListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.listener = listener;
        tokens = new TokenKeeper(environment, settings);
        pauses = new ReconnectPauses(environment, settings.backoffMinMs(), settings.backoffMaxMs());
        requests = new Requests(environment, settings, pace, this::ask);
        calls = new ApiCalls(environment, settings, tokens::atHand);
        liveness = new Liveness(
                environment, settings.answerTimeoutMs(), this::sendHeartbeat, () -> lost(Reason.HEARTBEAT_MISSED));
        renewal = new TokenRenewal(environment, tokens, this::authenticate, this::refused);
    }

    /** Starts connecting unless it has; the reply hears of the first welcome with an empty frame. */
    public void connect(Reply reply) {
        switch (phase) {
            case CLOSED -> reply.failed(Failure.closed(closedBecause));
            case CONNECTED, RECONNECTING -> reply.done(ServerFrame.getDefaultInstance());
            case CONNECTING -> connecting.add(reply);
            case DISCONNECTED -> {
                connecting.add(reply);
                become(Phase.CONNECTING, Reason.REQUESTED);
                pauses.reset();
                connectDeadline = environment.schedule(settings.requestDeadlineMs(), this::giveUpConnecting);
                start();
            }
        }
    }

    /** Sends a request and repeats it until it has an answer; those of one lane go in order, one at a time. */
    public void request(String lane, ClientFrame.Builder body, Reply reply) {
        add(lane, body, true, reply);
    }

    /**
     * Calls a method of a service, such as {@code offline/LeaveMessage}, and repeats it until it has an answer.
     *
     * @param body the request message, encoded
     */
    public void call(String method, byte[] body, ApiReply reply) {
        switch (phase) {
            case CLOSED -> reply.failed(Failure.closed(closedBecause));
            case DISCONNECTED -> reply.failed(Failure.notConnected());
            default -> calls.add(method, body, reply);
        }
    }

    /** Sends a request that is pointless on another connection; there it fails with OUTCOME_UNKNOWN. */
    void passingRequest(String lane, ClientFrame.Builder body, Reply reply) {
        add(lane, body, false, reply);
    }

    /** Sends a frame that has no answer, if that is possible at once. */
    public void cast(ClientFrame frame) {
        if (phase == Phase.CONNECTED && pace.take(environment.nowMs())) {
            transmit(frame);
        }
    }

    /** Whether the owner keeps up with what arrives; while not, nothing is read from the socket. */
    public void reading(boolean on) {
        reading = on;
        liveness.deaf(!on);
        if (socket != null) {
            socket.read(on);
        }
    }

    /** Closes for good. */
    public void close() {
        end(Reason.REQUESTED, Failure.closed(Reason.REQUESTED), CloseCode.NORMAL.number());
    }

    /** Where the connection stands. */
    public Phase phase() {
        return phase;
    }

    /** The logical thread's tools, for those who belong to this connection. */
    Environment environment() {
        return environment;
    }

    private void add(String lane, ClientFrame.Builder body, boolean lasting, Reply reply) {
        switch (phase) {
            case CLOSED -> reply.failed(Failure.closed(closedBecause));
            case DISCONNECTED -> reply.failed(Failure.notConnected());
            default -> requests.add(lane, body, lasting, reply);
        }
    }

    // ---- One attempt

    private void start() {
        int number = ++attempt;
        cancelStep();
        tokens.token(new TokenKeeper.Listener() {
            @Override
            public void token(String access, long expiresInMs) {
                if (number == attempt) {
                    open(access);
                }
            }

            @Override
            public void failed() {
                if (number == attempt) {
                    lost(Reason.CONNECTION_LOST);
                }
            }

            @Override
            public void refused(Reason reason, Failure failure) {
                if (number == attempt) {
                    ClientConnection.this.refused(reason, failure);
                }
            }
        });
    }

    private void open(String access) {
        int number = attempt;
        step = environment.schedule(settings.answerTimeoutMs(), () -> lost(Reason.CONNECTION_LOST));
        String origin = settings.signIn().origin();
        Map<String, String> headers = origin.isEmpty() ? Map.of() : Map.of("Origin", origin);
        Transport.Socket opening = environment
                .transport()
                .open(settings.socket(), SUBPROTOCOL, headers, new Transport.SocketListener() {
                    @Override
                    public void opened() {
                        if (number == attempt) {
                            greet(access);
                        }
                    }

                    @Override
                    public void message(byte[] message) {
                        if (number == attempt) {
                            received(message);
                        }
                    }

                    @Override
                    public void closed(int code) {
                        if (number == attempt) {
                            socket = null;
                            closedByServer(code);
                        }
                    }
                });
        socket = opening;
        if (!reading) {
            opening.read(false);
        }
    }

    private void greet(String access) {
        helloId = requests.nextFrameId();
        List<ResumePoint> resume = listener.resumePoints();
        Hello hello = Hello.newBuilder()
                .setToken(access)
                .setSession(session)
                .setClient(settings.client())
                .addAllResume(resume.subList(0, Math.min(RESUME_MAX, resume.size())))
                .build();
        transmit(ClientFrame.newBuilder().setId(helloId).setHello(hello).build());
    }

    private void received(byte[] message) {
        ServerFrame frame;
        try {
            frame = ServerFrame.parseFrom(message);
        } catch (InvalidProtocolBufferException garbage) {
            LOG.warn("The server sent {} bytes that are not a frame", message.length);
            lost(Reason.PROTOCOL_VIOLATION);
            return;
        }
        liveness.heard();
        if (!welcomed) {
            // An error in answer to the hello is followed by a close whose code says what to do.
            if (frame.hasWelcome() && frame.getReplyTo() == helloId) {
                welcome(frame.getWelcome());
            }
            return;
        }
        switch (frame.getBodyCase()) {
            case HEARTBEAT, WELCOME -> {}
            case GO_AWAY -> goingAway(frame.getGoAway().getReconnectInMs());
            default -> {
                if (frame.getReplyTo() != 0) {
                    requests.answered(frame);
                } else if (frame.hasError()) {
                    LOG.info("The server reports {}", frame.getError().getName());
                } else {
                    listener.pushed(frame);
                }
            }
        }
    }

    private void welcome(Welcome welcome) {
        cancelStep();
        cancelConnectDeadline();
        welcomed = true;
        welcomedAtMs = environment.nowMs();
        session = welcome.getSession();
        Limits limits = welcome.getLimits();
        pace.start(limits.getFramesPerSecond(), limits.getFramesBurst(), environment.nowMs());
        liveness.start(welcome.getHeartbeatMs());
        renewal.start(welcome.getTokenExpiresInMs());
        int number = attempt;
        become(Phase.CONNECTED, Reason.WELCOMED);
        listener.welcomed(welcome);
        if (number == attempt) {
            List<Reply> waiting = List.copyOf(connecting);
            connecting.clear();
            waiting.forEach(reply -> reply.done(ServerFrame.getDefaultInstance()));
            requests.connected(limits.getFrameMaxBytes());
        }
    }

    // ---- The end of an attempt or a connection

    private void closedByServer(int code) {
        Reason reason = Reason.of(code);
        switch (CloseCode.actionOf(code)) {
            case COME_BACK -> lost(reason);
            case NEW_TOKEN -> {
                tokens.dropAccess();
                lost(reason);
            }
            case STAY_AWAY -> end(reason, Failure.closed(reason), code);
        }
    }

    private void lost(Reason reason) {
        if (welcomed && environment.nowMs() - welcomedAtMs >= GOOD_LIFE_MS) {
            pauses.reset();
        }
        drop(CloseCode.NORMAL.number());
        if (phase == Phase.CONNECTED) {
            become(Phase.RECONNECTING, reason);
        }
        if (phase == Phase.CLOSED || phase == Phase.DISCONNECTED) {
            return;
        }
        long pauseMs = pauses.nextMs();
        if (comeBackAtMs >= 0) {
            // The server has drawn the pause for us; a pause of ours on top would only add to the outage.
            pauseMs = Math.max(0, comeBackAtMs - environment.nowMs());
            comeBackAtMs = -1;
        }
        step = environment.schedule(pauseMs, this::start);
    }

    private void goingAway(long reconnectInMs) {
        if (leaving != null) {
            return;
        }
        long pauseMs = reconnectInMs + environment.random().nextLong(reconnectInMs + 1);
        comeBackAtMs = environment.nowMs() + pauseMs;
        leaving = environment.schedule(pauseMs, () -> lost(Reason.SERVER_WENT_AWAY));
    }

    private void refused(Reason reason, Failure failure) {
        end(reason, failure, CloseCode.NORMAL.number());
    }

    private void giveUpConnecting() {
        drop(CloseCode.NORMAL.number());
        become(Phase.DISCONNECTED, Reason.CONNECT_TIMED_OUT);
        failEverything(Failure.connectTimedOut());
    }

    private void end(Reason reason, Failure failure, int closeCode) {
        if (phase == Phase.CLOSED) {
            return;
        }
        cancelConnectDeadline();
        drop(closeCode);
        closedBecause = reason;
        become(Phase.CLOSED, reason);
        failEverything(failure);
        environment.close();
    }

    private void failEverything(Failure failure) {
        List<Reply> waiting = List.copyOf(connecting);
        connecting.clear();
        waiting.forEach(reply -> reply.failed(failure));
        requests.failAll(failure);
        calls.failAll(failure);
    }

    /** Leaves the present attempt or connection; what still arrives for it is ignored. */
    private void drop(int closeCode) {
        attempt++;
        welcomed = false;
        cancelStep();
        liveness.stop();
        renewal.stop();
        tokens.cancel();
        if (leaving != null) {
            leaving.cancel();
            leaving = null;
        }
        Transport.Socket old = socket;
        socket = null;
        if (old != null) {
            old.close(closeCode);
        }
        requests.disconnected();
    }

    // ---- Small things

    private void become(Phase next, Reason reason) {
        Phase before = phase;
        phase = next;
        listener.changed(before, next, reason);
    }

    private void authenticate(String access, Reply reply) {
        Authenticate body = Authenticate.newBuilder().setToken(access).build();
        passingRequest("#token", ClientFrame.newBuilder().setAuthenticate(body), reply);
    }

    private void sendHeartbeat() {
        pace.takeAnyway(environment.nowMs());
        transmit(ClientFrame.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build());
    }

    private void ask(ClientFrame request) {
        transmit(request);
        liveness.asked();
    }

    private void transmit(ClientFrame frame) {
        if (socket != null) {
            socket.send(frame.toByteArray());
        }
    }

    private void cancelStep() {
        if (step != null) {
            step.cancel();
            step = null;
        }
    }

    private void cancelConnectDeadline() {
        if (connectDeadline != null) {
            connectDeadline.cancel();
            connectDeadline = null;
        }
    }
}

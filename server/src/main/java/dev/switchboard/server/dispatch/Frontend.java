package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ClientFrame.BodyCase;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.GoAway;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.Ports;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.ConnectionEvents;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Penalties;
import dev.switchboard.server.session.RevokedSubjects;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionRecorder;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.session.TokenVerifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connections report comes in here. A connection must say hello first; while the hello is being answered its frames
 * wait; then each is a request, a heartbeat or a sign of typing. At most twice as many connections as sessions are allowed
 * exist at a time, because those that have not said hello yet, or are closing, count too.
 */
public final class Frontend implements ConnectionEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);

    private final Loop loop;
    private final TokenVerifier verifier;
    private final SessionSettings settings;
    private final SessionRecorder recorder;
    private final LongSupplier random;
    private final Sessions sessions;
    private final RevokedSubjects revocations;
    private final Penalties penalties;
    private final Desk desk;
    private final Greeter greeter;
    private final Requests requests;
    private final ChatRequests chatRequests;
    private final Map<Connection, Link> links = new LinkedHashMap<>();
    private boolean draining;

    /**
     * Begins to take part in the node: to be made before the replica starts.
     *
     * @param sessions with the same settings
     * @param desk of the same sessions
     */
    public Frontend(
            Ports ports,
            Gates gates,
            Sessions sessions,
            Desk desk,
            SessionSettings settings,
            SessionRecorder recorder) {
        this.loop = ports.loop();
        this.verifier = gates.verifier();
        this.random = gates.random();
        this.sessions = sessions;
        this.desk = desk;
        this.settings = settings;
        this.recorder = recorder;
        var control = ports.control();
        revocations = new RevokedSubjects(sessions);
        penalties = new Penalties(loop);
        greeter = new Greeter(ports, gates, sessions, revocations, penalties, desk, settings);
        Commands commands = new Commands(control);
        chatRequests = new ChatRequests(control, commands, desk, settings.textMaxChars());
        var customers = new CustomerRequests(
                control, commands, desk, gates.sites(), new PreferredAgents(loop, ports.queues(), gates.lastAgents()));
        var agents = new AgentRequests(control, commands, desk, settings.textMaxChars());
        requests = new Requests(loop, settings.pendingMax(), recorder)
                .with(BodyCase.AUTHENTICATE, Action.AUTHENTICATE, this::authenticate)
                .with(BodyCase.START_CHAT, Action.START_CHAT, customers::startChat)
                .with(BodyCase.SEND, Action.SEND, chatRequests::send)
                .with(BodyCase.CLOSE_CHAT, Action.CLOSE_CHAT, chatRequests::closeChat)
                .with(BodyCase.GET_ENTRIES, Action.GET_ENTRIES, chatRequests::getEntries)
                .with(BodyCase.SET_PRESENCE, Action.SET_PRESENCE, agents::setPresence)
                .with(BodyCase.ACCEPT_OFFER, Action.ACCEPT_OFFER, agents::acceptOffer)
                .with(BodyCase.DECLINE_OFFER, Action.DECLINE_OFFER, agents::declineOffer)
                .with(BodyCase.TRANSFER_CHAT, Action.TRANSFER_CHAT, agents::transferChat)
                .with(BodyCase.TAKE_CHAT, Action.TAKE_CHAT, agents::takeChat)
                .with(BodyCase.HOLD_CHAT, Action.HOLD_CHAT, agents::holdChat)
                .with(BodyCase.EXTEND_WRAP_UP, Action.EXTEND_WRAP_UP, agents::extendWrapUp)
                .with(BodyCase.END_WRAP_UP, Action.END_WRAP_UP, agents::endWrapUp);
        sessions.onEnd(desk::disconnected);
        control.addListener(revocations);
        desk.begin();
    }

    @Override
    public void opened(Connection connection, String origin) {
        Link link = new Link(loop, connection, origin, recorder, this::ended);
        if (draining) {
            link.refuse(0, ErrorCode.NOT_READY, CloseCode.DRAIN);
        } else if (links.size() >= 2 * settings.sessionsMax()) {
            link.refuse(0, ErrorCode.OVERLOADED, CloseCode.OVERLOADED);
        } else {
            links.put(connection, link);
            link.watch().expectHello(settings.helloTimeoutMs());
        }
    }

    @Override
    public void frame(Connection connection, ClientFrame frame) {
        Link link = links.get(connection);
        if (link == null) {
            return;
        }
        switch (link.state()) {
            case EXPECTING_HELLO -> first(link, frame);
            case GREETING -> early(link, frame);
            case OPEN -> open(link, frame);
            case CLOSED -> {
                // Frames that were on their way when the connection was closed.
            }
        }
    }

    private void first(Link link, ClientFrame frame) {
        if (frame.getBodyCase() != BodyCase.HELLO) {
            link.refuse(frame.getId(), ErrorCode.HELLO_EXPECTED, CloseCode.PROTOCOL_VIOLATION);
            return;
        }
        link.state(Link.State.GREETING);
        link.watch().helloCame();
        greeter.greet(link, frame.getId(), frame.getHello()).whenComplete((done, failure) -> {
            if (failure != null) {
                notWelcome(link, frame.getId(), unwrap(failure));
            } else if (link.state() == Link.State.GREETING) {
                link.state(Link.State.OPEN);
                for (ClientFrame next = link.waiting().poll();
                        next != null;
                        next = link.waiting().poll()) {
                    open(link, next);
                }
            }
        });
    }

    private void notWelcome(Link link, long id, Throwable failure) {
        if (failure instanceof Greeter.Refused refused) {
            link.refuse(id, refused.error(), refused.close());
        } else if (failure instanceof TokenVerifier.Rejected rejected) {
            link.refuse(id, error(rejected.why()), close(rejected.why()));
        } else {
            RequestFailure known = RequestFailure.of(failure);
            if (known.code() == ErrorCode.INTERNAL) {
                LOG.error("A hello failed", failure);
                link.refuse(id, ErrorCode.INTERNAL, CloseCode.INTERNAL);
            } else {
                link.refuse(id, known.code(), CloseCode.OVERLOADED);
            }
        }
    }

    private static ErrorCode error(TokenVerifier.Why why) {
        return switch (why) {
            case MALFORMED, BAD_SIGNATURE, WRONG_AUDIENCE, UNKNOWN_SITE -> ErrorCode.TOKEN_INVALID;
            case EXPIRED -> ErrorCode.TOKEN_EXPIRED;
            case REVOKED -> ErrorCode.TOKEN_REVOKED;
            case STORAGE_UNAVAILABLE -> ErrorCode.STORAGE_UNAVAILABLE;
        };
    }

    private static CloseCode close(TokenVerifier.Why why) {
        return switch (why) {
            case MALFORMED, BAD_SIGNATURE, WRONG_AUDIENCE, UNKNOWN_SITE -> CloseCode.TOKEN_INVALID;
            case EXPIRED -> CloseCode.TOKEN_EXPIRED;
            case REVOKED -> CloseCode.REVOKED;
            case STORAGE_UNAVAILABLE -> CloseCode.OVERLOADED;
        };
    }

    private void early(Link link, ClientFrame frame) {
        if (frame.getBodyCase() == BodyCase.HELLO) {
            link.refuse(frame.getId(), ErrorCode.ALREADY_GREETED, CloseCode.PROTOCOL_VIOLATION);
        } else if (link.waiting().size() >= settings.framesWaitingMax()) {
            link.refuse(frame.getId(), ErrorCode.OVERLOADED, CloseCode.OVERLOADED);
        } else {
            link.waiting().add(frame);
        }
    }

    private void open(Link link, ClientFrame frame) {
        Session session = link.session();
        if (session == null || !link.current()) {
            return;
        }
        link.watch().heard();
        switch (frame.getBodyCase()) {
            case HELLO -> link.refuse(frame.getId(), ErrorCode.ALREADY_GREETED, CloseCode.PROTOCOL_VIOLATION);
            case HEARTBEAT ->
                link.send(ServerFrame.newBuilder()
                        .setReplyTo(frame.getId())
                        .setHeartbeat(Heartbeat.getDefaultInstance())
                        .build());
            case TYPING -> chatRequests.typing(session, frame.getTyping());
            default -> requests.handle(new Request(link, session, frame));
        }
    }

    /** A newer token for the same subject; otherwise the connection ends with the old one. */
    private CompletionStage<Answer> authenticate(Request request) {
        String token = request.frame().getAuthenticate().getToken();
        return verifier.verify(token)
                .handle((identity, failure) -> {
                    if (failure == null) {
                        return renew(request, identity);
                    }
                    if (unwrap(failure) instanceof TokenVerifier.Rejected rejected) {
                        return CompletableFuture.<Answer>failedFuture(new RequestFailure(error(rejected.why())));
                    }
                    return CompletableFuture.<Answer>failedFuture(failure);
                })
                .thenCompose(answer -> answer);
    }

    private CompletableFuture<Answer> renew(Request request, Identity identity) {
        Session session = request.session();
        Subject subject = Subject.of(identity);
        if (subject == null || !subject.equals(session.subject()) || !request.current()) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.FORBIDDEN));
        }
        if (revocations.revoked(subject, identity)) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.TOKEN_REVOKED));
        }
        session.renew(identity);
        request.link().watch().tokenRenewed(Math.max(0, identity.expiresAtMs() - loop.utcMs()));
        return CompletableFuture.completedFuture(
                Answer.of(ServerFrame.newBuilder().setDone(Done.getDefaultInstance())));
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Nothing more of it is done; and if its client is known, that one has to wait before it may come back. */
    @Override
    public void flooded(Connection connection) {
        Link link = links.get(connection);
        if (link != null) {
            Session session = link.session();
            if (session != null) {
                penalties.add(session.subject());
            }
            link.close(CloseCode.RATE_LIMITED);
        }
    }

    @Override
    public void closed(Connection connection) {
        Link link = links.get(connection);
        if (link != null) {
            link.ended();
        }
    }

    /** Whoever ended it: the core learns at once that the client is gone, even when a dead socket takes long to close. */
    private void ended(Link link) {
        Connection connection = link.connection();
        links.remove(connection);
        Session session = link.session();
        if (session != null && session.connection() == connection) {
            sessions.disconnected(session);
            desk.disconnected(session);
        }
    }

    /**
     * Sends everybody away, each with a reconnect time of his own, and takes nobody any more.
     *
     * @param spreadMs clients come back between this and twice this
     */
    public void goAway(long spreadMs, String reason) {
        draining = true;
        for (Link link : List.copyOf(links.values())) {
            long reconnectMs = spreadMs + Math.floorMod(random.getAsLong(), Math.max(1, spreadMs));
            link.send(ServerFrame.newBuilder()
                    .setGoAway(GoAway.newBuilder()
                            .setReconnectInMs((int) Math.min(Integer.MAX_VALUE, reconnectMs))
                            .setReason(reason))
                    .build());
            link.close(CloseCode.DRAIN);
        }
    }

    /** Connections, those that have not said hello included. */
    public int connectionCount() {
        return links.size();
    }

    public Sessions sessions() {
        return sessions;
    }

    public Desk desk() {
        return desk;
    }
}

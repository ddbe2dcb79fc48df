package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Limits;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.Ports;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.Refusal;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Penalties;
import dev.switchboard.server.session.RevokedSubjects;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.SiteDirectory;
import dev.switchboard.server.session.SiteDirectory.SiteView;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.session.TokenVerifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers the hello: token, site and origin, session, the core's word for agents, chats; each step may take its time. A
 * step that says no fails with {@link Refused}, which holds what the client is told.
 */
final class Greeter {
    private static final int TOKEN_CHARS_MAX = 8_192;
    private static final int RESUME_MAX = 50;
    private static final int CAPABILITIES_MAX = 16;
    private static final int CLIENT_CHARS_MAX = 100;

    private final Loop loop;
    private final ControlPath control;
    private final TokenVerifier verifier;
    private final SiteDirectory sites;
    private final Sessions sessions;
    private final RevokedSubjects revocations;
    private final Penalties penalties;
    private final Desk desk;
    private final SessionSettings settings;

    Greeter(
            Ports ports,
            Gates gates,
            Sessions sessions,
            RevokedSubjects revocations,
            Penalties penalties,
            Desk desk,
            SessionSettings settings) {
        this.loop = ports.loop();
        this.control = ports.control();
        this.verifier = gates.verifier();
        this.sites = gates.sites();
        this.sessions = sessions;
        this.revocations = revocations;
        this.penalties = penalties;
        this.desk = desk;
        this.settings = settings;
    }

    /** The hello is not answered with a welcome. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ErrorCode error;
        private final CloseCode close;

        Refused(ErrorCode error, CloseCode close) {
            super(error.name(), null, false, false);
            this.error = error;
            this.close = close;
        }

        ErrorCode error() {
            return error;
        }

        CloseCode close() {
            return close;
        }
    }

    /** Completes when the welcome was sent; fails with {@link Refused} or whatever a port failed with. */
    CompletionStage<@Nullable Void> greet(Link link, long id, Hello hello) {
        if (!wellFormed(hello)) {
            return CompletableFuture.failedFuture(new Refused(ErrorCode.INVALID_FIELD, CloseCode.PROTOCOL_VIOLATION));
        }
        if (!control.ready()) {
            return CompletableFuture.failedFuture(new Refused(ErrorCode.NOT_READY, CloseCode.OVERLOADED));
        }
        return verifier.verify(hello.getToken())
                .thenCompose(identity ->
                        site(link, identity).thenCompose(site -> open(link, identity, site, hello.getSession())))
                .thenCompose(session -> connect(session)
                        .thenCompose(done -> desk.greet(session, hello.getResumeList()))
                        .thenAccept(greeting -> welcome(link, id, session, greeting)));
    }

    private static boolean wellFormed(Hello hello) {
        return hello.getToken().length() <= TOKEN_CHARS_MAX
                && hello.getResumeCount() <= RESUME_MAX
                && hello.getCapabilitiesCount() <= CAPABILITIES_MAX
                && hello.getClient().length() <= CLIENT_CHARS_MAX;
    }

    /** The site of a customer, after a look at the page's origin; null for agents. */
    private CompletionStage<@Nullable SiteView> site(Link link, Identity identity) {
        if (!(identity instanceof Identity.Customer customer)) {
            return CompletableFuture.completedFuture(null);
        }
        return sites.site(customer.site()).thenApply(site -> {
            if (site == null) {
                throw new Refused(ErrorCode.TOKEN_INVALID, CloseCode.TOKEN_INVALID);
            }
            // Programs send no Origin, and a browser cannot leave it out; so this protects people with browsers.
            if (!link.origin().isEmpty() && !site.allows(link.origin())) {
                throw new Refused(ErrorCode.ORIGIN_NOT_ALLOWED, CloseCode.ORIGIN_NOT_ALLOWED);
            }
            return site;
        });
    }

    private CompletionStage<Session> open(Link link, Identity identity, @Nullable SiteView site, String wanted) {
        Subject subject = Subject.of(identity);
        if (subject == null) {
            throw new Refused(ErrorCode.FORBIDDEN, CloseCode.TOKEN_INVALID);
        }
        if (identity.expiresAtMs() <= loop.utcMs()) {
            throw new Refused(ErrorCode.TOKEN_EXPIRED, CloseCode.TOKEN_EXPIRED);
        }
        if (revocations.revoked(subject, identity)) {
            throw new Refused(ErrorCode.TOKEN_REVOKED, CloseCode.REVOKED);
        }
        if (penalties.leftMs(subject) > 0) {
            throw new Refused(ErrorCode.RATE_LIMITED, CloseCode.RATE_LIMITED);
        }
        if (link.state() == Link.State.CLOSED) {
            throw new Refused(ErrorCode.NOT_READY, CloseCode.NORMAL);
        }
        if (desk.full()) {
            throw new Refused(ErrorCode.OVERLOADED, CloseCode.OVERLOADED);
        }
        Sessions.Opening opening = sessions.open(subject, identity, wanted, link.connection());
        if (opening instanceof Sessions.TooManyOfSubject) {
            throw new Refused(ErrorCode.LIMIT_REACHED, CloseCode.TOO_MANY_SESSIONS);
        }
        if (opening instanceof Sessions.NodeFull) {
            throw new Refused(ErrorCode.OVERLOADED, CloseCode.OVERLOADED);
        }
        Sessions.Opened opened = (Sessions.Opened) opening;
        Session session = opened.session();
        Connection replaced = opened.replaced();
        if (replaced != null) {
            desk.disconnected(session);
            replaced.close(CloseCode.REPLACED);
        }
        session.site(site);
        link.session(session);
        return CompletableFuture.completedFuture(session);
    }

    /**
     * Agents: the core must know of the session first, so that the welcome shows the presence it leads to. Whether there is
     * such an agent the core says too: this node may not have read yet of one who was just made.
     */
    private CompletionStage<@Nullable Void> connect(Session session) {
        if (!(session.subject() instanceof Subject.OfAgent agent)) {
            return CompletableFuture.completedFuture(null);
        }
        return desk.connect(session).thenCompose(outcome -> {
            boolean onlyWatches = session.supervises()
                    && outcome instanceof Outcome.Refused refused
                    && refused.reason() == Refusal.UNKNOWN_AGENT;
            if (outcome instanceof Outcome.Refused refused && !onlyWatches) {
                ErrorCode error = Commands.failure(refused).code();
                throw new Refused(
                        error,
                        error == ErrorCode.LIMIT_REACHED ? CloseCode.TOO_MANY_SESSIONS : CloseCode.TOKEN_INVALID);
            }
            return desk.frames().prepare(agent.id());
        });
    }

    private void welcome(Link link, long id, Session session, Desk.Greeting greeting) {
        if (!link.current()) {
            return;
        }
        Identity identity = session.identity();
        long tokenLeftMs = identity.expiresAtMs() - loop.utcMs();
        int heartbeatMs = session.isCustomer() ? settings.customerHeartbeatMs() : settings.agentHeartbeatMs();
        Welcome.Builder welcome = Welcome.newBuilder()
                .setSession(session.wireId())
                .setRole(session.role())
                .setSubject(desk.frames().subjectId(session.subject()))
                .setHeartbeatMs(heartbeatMs)
                .setServerTimeMs(loop.utcMs())
                .setTokenExpiresInMs(Math.max(0, tokenLeftMs))
                .setLimits(Limits.newBuilder()
                        .setTextMaxChars(settings.textMaxChars())
                        .setFrameMaxBytes(settings.frameMaxBytes())
                        .setFramesPerSecond(settings.framesPerSecond())
                        .setFramesBurst(settings.framesBurst())
                        .setChatMaxEntries(settings.chatMaxEntries()));
        greeting.fill(welcome);
        link.send(ServerFrame.newBuilder().setReplyTo(id).setWelcome(welcome).build());
        session.welcomed();
        link.watch().greeted(heartbeatMs, tokenLeftMs);
        greeting.begin();
    }
}

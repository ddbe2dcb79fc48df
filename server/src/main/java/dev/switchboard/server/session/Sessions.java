package dev.switchboard.server.session;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All sessions of this node, by id and by subject; at most {@link SessionSettings#sessionsMax}. */
public final class Sessions {
    private final Loop loop;
    private final SessionSettings settings;
    private final LongSupplier random;
    private final SessionRecorder recorder;
    private final Map<SessionId, Session> byId = new LinkedHashMap<>();
    private final Map<Subject, Set<Session>> bySubject = new HashMap<>();
    private final Map<SessionId, Loop.Timer> graces = new HashMap<>();
    private Consumer<Session> onEnd = session -> {};

    /** @param random for session ids; 64 random bits each */
    public Sessions(Loop loop, SessionSettings settings, LongSupplier random, SessionRecorder recorder) {
        this.loop = loop;
        this.settings = settings;
        this.random = random;
        this.recorder = recorder;
    }

    /** Called when a session has ended for good. */
    public void onEnd(Consumer<Session> listener) {
        onEnd = listener;
    }

    /** What {@link #open} found. */
    public sealed interface Opening {}

    /** @param replaced the connection that the session had until now; the caller closes it */
    public record Opened(Session session, @Nullable Connection replaced) implements Opening {}

    /** The subject has its limit of sessions. */
    public record TooManyOfSubject() implements Opening {}

    /** The node has its limit of sessions. */
    public record NodeFull() implements Opening {}

    /**
     * Finds the session that the client wants to go on with, or makes a new one, and gives it the connection.
     *
     * @param wanted id of an earlier welcome, or empty
     */
    public Opening open(Subject subject, Identity identity, String wanted, Connection connection) {
        Session known = find(subject, wanted);
        if (known != null) {
            Connection replaced = known.connection();
            cancelGrace(known);
            known.renew(identity);
            known.attach(connection);
            return new Opened(known, replaced);
        }
        if (of(subject).size() >= settings.sessionsPerSubject() && !endOldestAbsent(subject)) {
            return new TooManyOfSubject();
        }
        if (byId.size() >= settings.sessionsMax()) {
            return new NodeFull();
        }
        SessionId id = new SessionId(random.getAsLong());
        while (byId.containsKey(id)) {
            id = new SessionId(random.getAsLong());
        }
        Session session = new Session(id, subject, identity);
        session.attach(connection);
        byId.put(id, session);
        bySubject.computeIfAbsent(subject, key -> new LinkedHashSet<>()).add(session);
        recorder.sessionOpened(session.role());
        return new Opened(session, null);
    }

    private @Nullable Session find(Subject subject, String wanted) {
        if (wanted.isEmpty()) {
            return null;
        }
        for (Session session : of(subject)) {
            if (session.wireId().equals(wanted)) {
                return session;
            }
        }
        return null;
    }

    /** A session nobody is connected to makes room: otherwise twenty reloads of a page would lock its customer out. */
    private boolean endOldestAbsent(Subject subject) {
        for (Session session : of(subject)) {
            if (!session.connected()) {
                end(session);
                return true;
            }
        }
        return false;
    }

    /** The session's connection is gone; the grace begins. */
    public void disconnected(Session session) {
        session.detach();
        long graceMs = session.isCustomer() ? settings.customerGraceMs() : settings.agentGraceMs();
        cancelGrace(session);
        graces.put(session.id(), loop.schedule(graceMs, () -> {
            graces.remove(session.id());
            end(session);
        }));
    }

    /** Forgets the session at once. */
    public void end(Session session) {
        cancelGrace(session);
        if (byId.remove(session.id(), session)) {
            Set<Session> ofSubject = bySubject.get(session.subject());
            if (ofSubject != null) {
                ofSubject.remove(session);
                if (ofSubject.isEmpty()) {
                    bySubject.remove(session.subject());
                }
            }
            session.detach();
            session.end();
            recorder.sessionEnded(session.role());
            onEnd.accept(session);
        }
    }

    /** Closes the connections of those sessions of the subject whose token was issued before the moment, and ends them. */
    public void revoke(Subject subject, long issuedBeforeMs) {
        for (Session session : of(subject)) {
            if (session.identity().issuedAtMs() < issuedBeforeMs) {
                Connection connection = session.connection();
                end(session);
                if (connection != null) {
                    recorder.closed(CloseCode.REVOKED);
                    connection.close(CloseCode.REVOKED);
                }
            }
        }
    }

    private void cancelGrace(Session session) {
        Loop.Timer timer = graces.remove(session.id());
        if (timer != null) {
            timer.cancel();
        }
    }

    /** A copy, safe against changes while it is walked. */
    public List<Session> of(Subject subject) {
        Set<Session> sessions = bySubject.get(subject);
        return sessions == null ? List.of() : new ArrayList<>(sessions);
    }

    public List<Session> of(CustomerId customer) {
        return of(new Subject.OfCustomer(customer));
    }

    public List<Session> of(AgentId agent) {
        return of(new Subject.OfAgent(agent));
    }

    public boolean any(CustomerId customer) {
        return bySubject.containsKey(new Subject.OfCustomer(customer));
    }

    /** All sessions, in the order in which they began; a copy. */
    public Collection<Session> all() {
        return new ArrayList<>(byId.values());
    }

    public int size() {
        return byId.size();
    }
}

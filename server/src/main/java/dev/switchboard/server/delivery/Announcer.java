package dev.switchboard.server.delivery;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the core's idea of who is connected in step with the sessions: every agent session, and the customer sessions that
 * hold an open chat. Per session it compares what should be known with what was confirmed, and sends one command at a
 * time until both agree; so a lost answer, a failing storage or a quick reconnect cannot leave a ghost behind.
 */
final class Announcer {
    private static final long RETRY_MS = 500;

    private final Loop loop;
    private final ControlPath control;
    private final int sessionsMax;
    private final Map<SessionId, Announcement> announcements = new LinkedHashMap<>();

    /** @param sessionsMax announcements beyond which no new session is taken; more than sessions, for those that ended */
    Announcer(Loop loop, ControlPath control, int sessionsMax) {
        this.loop = loop;
        this.control = control;
        this.sessionsMax = sessionsMax;
    }

    private enum Known {
        NO,
        YES,
        /** A command about it may or may not have been applied. */
        PERHAPS
    }

    private static final class Announcement {
        final Session session;
        final List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        Known known = Known.NO;
        boolean sending;
        boolean retrying;

        Announcement(Session session) {
            this.session = session;
        }
    }

    boolean full() {
        return announcements.size() >= sessionsMax;
    }

    int size() {
        return announcements.size();
    }

    /** Something about the session changed: its connection, or whether its customer has an open chat. */
    void update(Session session) {
        Announcement announcement = announcements.get(session.id());
        if (announcement == null) {
            if (!wanted(session)) {
                return;
            }
            announcement = new Announcement(session);
            announcements.put(session.id(), announcement);
        }
        step(announcement);
    }

    /** Completes with the core's answer to the session's connect command; fails when it could not be applied. */
    CompletionStage<Outcome> connect(Session session) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        Announcement announcement = announcements.computeIfAbsent(session.id(), id -> new Announcement(session));
        announcement.waiting.add(result);
        step(announcement);
        return result;
    }

    /** The session's StartChat was applied, and with it the core knows the session. */
    void knownByStart(Session session) {
        announcements.computeIfAbsent(session.id(), id -> new Announcement(session)).known = Known.YES;
    }

    /** A session without connection may have been the one that started a chat just before it was lost. */
    void perhapsKnown(Session session) {
        Announcement announcement = announcements.computeIfAbsent(session.id(), id -> new Announcement(session));
        if (announcement.known == Known.NO) {
            announcement.known = Known.PERHAPS;
        }
    }

    /** The core may have forgotten all sessions of this node, or counts them to a former incarnation. */
    void announceAll() {
        for (Announcement announcement : List.copyOf(announcements.values())) {
            if (announcement.known != Known.NO) {
                announcement.known = wanted(announcement.session) ? Known.NO : Known.PERHAPS;
            }
            step(announcement);
        }
    }

    private boolean wanted(Session session) {
        if (!session.connected()) {
            return false;
        }
        if (session.subject() instanceof Subject.OfCustomer customer) {
            return !control.view().openChatsOf(customer.id()).isEmpty();
        }
        return true;
    }

    private void step(Announcement it) {
        if (it.sending || it.retrying) {
            return;
        }
        boolean wanted = wanted(it.session);
        if (wanted && it.known == Known.YES) {
            complete(it, new Outcome.Done());
            return;
        }
        if (!wanted && (it.known == Known.NO || forgottenByCore(it.session))) {
            announcements.remove(it.session.id(), it);
            complete(it, new Outcome.Skipped());
            return;
        }
        NodeId node = control.node();
        it.sending = true;
        control.submit(wanted ? connectCommand(it.session, node) : disconnectCommand(it.session))
                .whenComplete((outcome, failure) -> {
                    it.sending = false;
                    if (failure != null) {
                        it.known = Known.PERHAPS;
                        fail(it, failure);
                        stepLater(it);
                    } else {
                        answered(it, wanted, node, outcome);
                    }
                });
    }

    private void stepLater(Announcement it) {
        it.retrying = true;
        loop.schedule(RETRY_MS, () -> {
            it.retrying = false;
            step(it);
        });
    }

    private void answered(Announcement it, boolean wanted, NodeId node, Outcome outcome) {
        if (outcome instanceof Outcome.Skipped || !node.equals(control.node())) {
            // This incarnation is lost to the core; the next one announces everything anew.
            it.known = wanted ? Known.NO : Known.PERHAPS;
            stepLater(it);
            return;
        }
        if (outcome instanceof Outcome.Refused && wanted) {
            // The session does not count for the core; asking again would give the same answer.
            it.known = Known.NO;
            announcements.remove(it.session.id(), it);
            complete(it, outcome);
            return;
        }
        it.known = wanted ? Known.YES : Known.NO;
        step(it);
    }

    /** Sessions of customers count only with an open chat; the core forgets them with the last one. */
    private boolean forgottenByCore(Session session) {
        return session.subject() instanceof Subject.OfCustomer customer
                && control.view().openChatsOf(customer.id()).isEmpty();
    }

    private static void complete(Announcement it, Outcome outcome) {
        List<CompletableFuture<Outcome>> waiting = List.copyOf(it.waiting);
        it.waiting.clear();
        waiting.forEach(result -> result.complete(outcome));
    }

    private static void fail(Announcement it, Throwable failure) {
        List<CompletableFuture<Outcome>> waiting = List.copyOf(it.waiting);
        it.waiting.clear();
        waiting.forEach(result -> result.completeExceptionally(failure));
    }

    private static Command connectCommand(Session session, NodeId node) {
        if (session.subject() instanceof Subject.OfAgent agent) {
            return new Command.ConnectAgent(agent.id(), session.id(), node);
        }
        return new Command.ConnectCustomer(((Subject.OfCustomer) session.subject()).id(), session.id(), node);
    }

    private static Command disconnectCommand(Session session) {
        if (session.subject() instanceof Subject.OfAgent agent) {
            return new Command.DisconnectAgent(agent.id(), session.id());
        }
        return new Command.DisconnectCustomer(((Subject.OfCustomer) session.subject()).id(), session.id());
    }
}

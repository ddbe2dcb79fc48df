package dev.switchboard.server.session;

import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Closes the sessions of revoked subjects when the revocation is applied, and remembers the last ones for tokens that were
 * being verified at that moment. Older ones are the verifier's business.
 */
public final class RevokedSubjects implements ControlPath.Listener {
    private static final int RECENT_MAX = 10_000;

    private final Sessions sessions;
    private final Map<Subject, Long> recent = new LinkedHashMap<>();

    public RevokedSubjects(Sessions sessions) {
        this.sessions = sessions;
    }

    /** {@return whether a revocation applied lately makes the identity's token void} */
    public boolean revoked(Subject subject, Identity identity) {
        Long issuedBeforeMs = recent.get(subject);
        return issuedBeforeMs != null && identity.issuedAtMs() < issuedBeforeMs;
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {
        for (Event event : applied.events()) {
            if (event instanceof Event.CustomerRevoked it) {
                revoke(new Subject.OfCustomer(it.customer()), it.issuedBeforeMs());
            } else if (event instanceof Event.AgentRevoked it) {
                revoke(new Subject.OfAgent(it.agent()), it.issuedBeforeMs());
            } else if (event instanceof Event.AgentRemoved it) {
                sessions.revoke(new Subject.OfAgent(it.agent()), Long.MAX_VALUE);
            }
        }
    }

    private void revoke(Subject subject, long issuedBeforeMs) {
        recent.remove(subject);
        recent.put(subject, issuedBeforeMs);
        if (recent.size() > RECENT_MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
        sessions.revoke(subject, issuedBeforeMs);
    }

    @Override
    public void replaced() {
        // Nothing is derived from the state as a whole.
    }

    @Override
    public void joined(NodeId node) {
        // RevokedSubjects do not depend on the incarnation.
    }

    @Override
    public void readinessChanged(boolean ready) {
        // Sessions stay while the log is away.
    }
}

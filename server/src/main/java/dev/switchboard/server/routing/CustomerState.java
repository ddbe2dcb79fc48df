package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer with open chats; the others are not known here. There are many, and nearly all have one session and one chat:
 * sessions and chats are collections that are replaced, of which those with one element are small and close to it in
 * memory. When a chat ends, the most time goes into fetching what belongs to it.
 */
final class CustomerState {
    final CustomerId id;
    private Map<SessionId, NodeState> sessions = Map.of();
    private List<ChatState> openChats = List.of();

    /** Made when he first goes away: most never do. */
    @Nullable
    Timer grace;

    CustomerState(CustomerId id) {
        this.id = id;
    }

    Timer makeGrace() {
        if (grace == null) {
            grace = new Timer(Timer.Kind.CUSTOMER_GRACE, this);
        }
        return grace;
    }

    boolean reachable() {
        return !sessions.isEmpty();
    }

    /** In the order in which they came. */
    Map<SessionId, NodeState> sessions() {
        return sessions;
    }

    /** {@return where the session was before} */
    @Nullable
    NodeState addSession(SessionId session, NodeState node) {
        NodeState before = sessions.get(session);
        if (sessions.isEmpty()) {
            sessions = Collections.singletonMap(session, node);
        } else {
            Map<SessionId, NodeState> more = new LinkedHashMap<>(sessions);
            more.put(session, node);
            sessions = more;
        }
        return before;
    }

    /** {@return where it was, null if it is not his} */
    @Nullable
    NodeState removeSession(SessionId session) {
        NodeState before = sessions.get(session);
        if (before != null) {
            Map<SessionId, NodeState> rest = new LinkedHashMap<>(sessions);
            rest.remove(session);
            sessions = rest.isEmpty() ? Map.of() : rest;
        }
        return before;
    }

    void forgetSessions() {
        sessions = Map.of();
    }

    /** In order of id. */
    List<ChatState> openChats() {
        return openChats;
    }

    void add(ChatState chat) {
        openChats = openChats.isEmpty()
                ? List.of(chat)
                : Stream.concat(openChats.stream(), Stream.of(chat)).toList();
    }

    /** {@return false if it is not there} */
    boolean remove(ChatState chat) {
        int before = openChats.size();
        openChats = before == 1 && openChats.get(0) == chat
                ? List.of()
                : openChats.stream().filter(Predicate.not(chat::equals)).toList();
        return openChats.size() < before;
    }
}

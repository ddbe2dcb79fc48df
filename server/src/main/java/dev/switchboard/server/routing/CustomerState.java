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
 * A customer with open chats; the others are not known here. There are many, and nearly all have one session and one chat,
 * which stand here without a collection around them: when a chat ends, the most time goes into fetching what belongs to it.
 */
final class CustomerState {
    final CustomerId id;

    /** The only session, where there is just one. */
    private @Nullable SessionId session;
    /** Of the only session. */
    private @Nullable NodeState node;
    /** Sessions where there are several, in the order in which they came. */
    private @Nullable Map<SessionId, NodeState> sessions;

    /** The only open chat, where there is just one. */
    private @Nullable ChatState openChat;
    /** Open chats where there are several, in the order of ids. */
    private @Nullable List<ChatState> openChats;

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
        return session != null || sessions != null;
    }

    /** In the order in which they came. */
    Map<SessionId, NodeState> sessions() {
        if (sessions != null) {
            return sessions;
        }
        return session == null || node == null ? Map.of() : Collections.singletonMap(session, node);
    }

    /** {@return where the session was before} */
    @Nullable
    NodeState addSession(SessionId added, NodeState at) {
        if (!reachable()) {
            session = added;
            node = at;
            return null;
        }
        Map<SessionId, NodeState> more = new LinkedHashMap<>(sessions());
        NodeState before = more.put(added, at);
        keep(more);
        return before;
    }

    /** {@return where it was, null if it is not his} */
    @Nullable
    NodeState removeSession(SessionId removed) {
        Map<SessionId, NodeState> rest = new LinkedHashMap<>(sessions());
        NodeState before = rest.remove(removed);
        keep(rest);
        return before;
    }

    void forgetSessions() {
        keep(Map.of());
    }

    private void keep(Map<SessionId, NodeState> kept) {
        boolean several = kept.size() > 1;
        sessions = several ? kept : null;
        session = null;
        node = null;
        if (kept.size() == 1) {
            kept.forEach((only, at) -> {
                session = only;
                node = at;
            });
        }
    }

    boolean hasOpenChats() {
        return openChat != null || openChats != null;
    }

    /** In order of id. */
    List<ChatState> openChats() {
        if (openChats != null) {
            return openChats;
        }
        return openChat == null ? List.of() : List.of(openChat);
    }

    void add(ChatState chat) {
        if (hasOpenChats()) {
            openChats = Stream.concat(openChats().stream(), Stream.of(chat)).toList();
            openChat = null;
        } else {
            openChat = chat;
        }
    }

    /** {@return false if it is not there} */
    boolean remove(ChatState chat) {
        if (openChat == chat) {
            openChat = null;
            return true;
        }
        if (openChats == null || !openChats.contains(chat)) {
            return false;
        }
        List<ChatState> rest =
                openChats.stream().filter(Predicate.not(chat::equals)).toList();
        boolean several = rest.size() > 1;
        openChats = several ? rest : null;
        openChat = several ? null : rest.get(0);
        return true;
    }
}

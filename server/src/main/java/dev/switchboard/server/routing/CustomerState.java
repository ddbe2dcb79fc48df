package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** A customer with open chats; the others are not known here. */
final class CustomerState {
    final CustomerId id;
    /** Small, because there are many customers and few have a second session. */
    final LinkedHashMap<SessionId, NodeState> sessions = new LinkedHashMap<>(2);
    /** In order of id. */
    final ArrayList<ChatState> openChats = new ArrayList<>(1);

    final Timer grace = new Timer(Timer.Kind.CUSTOMER_GRACE, this);

    CustomerState(CustomerId id) {
        this.id = id;
    }

    boolean reachable() {
        return !sessions.isEmpty();
    }
}

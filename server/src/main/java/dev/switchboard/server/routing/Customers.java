package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SessionId;
import org.jspecify.annotations.Nullable;

/** Sessions of customers with open chats, and their grace. */
final class Customers {
    private final CoreState state;

    Customers(CoreState state) {
        this.state = state;
    }

    Outcome connect(Command.ConnectCustomer command) {
        NodeState node = state.nodes.get(command.node());
        CustomerState customer = state.customers.get(command.customer());
        if (node == null || sessionTaken(node, command.session(), command.customer())) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (tooManySessions(customer, command.session())) {
            return Outcomes.of(Refusal.TOO_MANY_SESSIONS);
        }
        if (customer != null) {
            attach(customer, command.session(), node);
        }
        return Outcomes.DONE;
    }

    Outcome disconnect(Command.DisconnectCustomer command) {
        CustomerState customer = state.customers.get(command.customer());
        if (customer != null) {
            detach(customer, command.session());
        }
        return Outcomes.DONE;
    }

    /** Whether the session is somebody else's: a session id names one session, so the sender is mistaken. */
    boolean sessionTaken(NodeState node, SessionId session, CustomerId customer) {
        CustomerState holder = node.customerSessions.get(session);
        return holder != null && !holder.id.equals(customer);
    }

    boolean tooManySessions(@Nullable CustomerState customer, SessionId session) {
        return customer != null
                && customer.sessions().size() >= Limits.SESSIONS_MAX
                && !customer.sessions().containsKey(session);
    }

    void attach(CustomerState customer, SessionId session, NodeState node) {
        boolean wasReachable = customer.reachable();
        NodeState before = customer.addSession(session, node);
        if (before != null) {
            before.customerSessions.remove(session);
        }
        node.customerSessions.put(session, customer);
        state.timers.cancelIfSet(customer.grace);
        if (!wasReachable) {
            tellReachable(customer);
        }
    }

    void detach(CustomerState customer, SessionId session) {
        NodeState node = customer.removeSession(session);
        if (node == null) {
            return;
        }
        node.customerSessions.remove(session);
        if (!customer.reachable()) {
            state.timers.set(customer.makeGrace(), state.timeMs + state.settings.customerGraceMs());
            tellReachable(customer);
        }
    }

    private void tellReachable(CustomerState customer) {
        for (ChatState chat : customer.openChats()) {
            state.emit(new Event.CustomerReachable(chat.id, customer.reachable()));
        }
    }

    /** His last chat closed. */
    void forget(CustomerState customer) {
        state.timers.cancelIfSet(customer.grace);
        customer.sessions().forEach((session, node) -> node.customerSessions.remove(session));
        customer.forgetSessions();
        state.customers.remove(customer.id);
    }
}

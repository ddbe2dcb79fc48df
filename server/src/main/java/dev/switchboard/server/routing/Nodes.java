package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Nodes: joining, heartbeats, leaving, loss; and recognising what the log holds twice. */
final class Nodes {
    private final CoreState state;
    private final Agents agents;
    private final Customers customers;

    private record AgentSession(AgentState agent, SessionId session) {}

    private record CustomerSession(CustomerState customer, SessionId session) {}

    Nodes(CoreState state, Agents agents, Customers customers) {
        this.state = state;
        this.agents = agents;
        this.customers = customers;
    }

    /** False for commands of nodes that do not live, and for those that were seen; the counter counts as seen after. */
    boolean isNew(NodeId sender, long counter, Command command) {
        NodeState node = state.nodes.get(sender);
        if (node == null) {
            return command instanceof Command.NodeJoined && !state.goneNodes.contains(sender);
        }
        if (counter <= node.lastCounter) {
            return false;
        }
        node.lastCounter = counter;
        return true;
    }

    Outcome join(NodeId sender, long counter, Command.NodeJoined command) {
        if (!command.node().equals(sender) || command.coreVersionMin() > command.coreVersionMax()) {
            return Outcomes.of(Refusal.INVALID);
        }
        NodeState node = new NodeState(sender, command.coreVersionMin(), command.coreVersionMax());
        if (!node.supports(state.coreVersion)) {
            return Outcomes.of(Refusal.UNSUPPORTED_VERSION);
        }
        if (state.nodes.containsKey(sender)) {
            return Outcomes.DONE;
        }
        if (state.nodes.size() >= Limits.NODES_MAX) {
            return Outcomes.of(Refusal.TOO_MANY);
        }
        node.lastCounter = counter;
        state.nodes.put(sender, node);
        alive(node);
        state.emit(new Event.NodeAdded(sender));
        return Outcomes.DONE;
    }

    Outcome heartbeat(NodeId sender, Command.Heartbeat command) {
        NodeState node = state.nodes.get(sender);
        if (node == null || !command.node().equals(sender)) {
            return Outcomes.of(Refusal.INVALID);
        }
        alive(node);
        return Outcomes.DONE;
    }

    private void alive(NodeState node) {
        state.timers.set(node.lost, state.timeMs + state.settings.nodeLostMs());
    }

    Outcome leave(NodeId sender, Command.NodeLeft command) {
        NodeState node = state.nodes.get(sender);
        if (node == null || !command.node().equals(sender)) {
            return Outcomes.of(Refusal.INVALID);
        }
        remove(node, false);
        return Outcomes.DONE;
    }

    /** Its sessions are gone. They are taken in order of id, because they lie here in no order. */
    void remove(NodeState node, boolean lost) {
        state.timers.cancel(node.lost);
        state.nodes.remove(node.id);
        rememberGone(node.id);
        state.emit(new Event.NodeRemoved(node.id, lost));
        List<AgentSession> agentSessions = new ArrayList<>();
        node.agentSessions.forEach((session, agent) -> agentSessions.add(new AgentSession(agent, session)));
        agentSessions.sort(
                Comparator.comparing((AgentSession each) -> each.agent.id).thenComparing(AgentSession::session));
        agentSessions.forEach(each -> agents.detach(each.agent, each.session));
        List<CustomerSession> customerSessions = new ArrayList<>();
        node.customerSessions.forEach(
                (session, customer) -> customerSessions.add(new CustomerSession(customer, session)));
        customerSessions.sort(Comparator.comparing((CustomerSession each) -> each.customer.id)
                .thenComparing(CustomerSession::session));
        customerSessions.forEach(each -> customers.detach(each.customer, each.session));
    }

    private void rememberGone(NodeId id) {
        state.goneNodes.add(id);
        if (state.goneNodes.size() > Limits.GONE_NODES_MAX) {
            Iterator<NodeId> eldest = state.goneNodes.iterator();
            eldest.next();
            eldest.remove();
        }
    }
}

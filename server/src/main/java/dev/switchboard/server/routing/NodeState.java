package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.HashMap;

/** A live node: the last counter it used, and whose sessions it holds. */
final class NodeState {
    final NodeId id;
    final int coreVersionMin;
    final int coreVersionMax;
    final Timer lost = new Timer(Timer.Kind.NODE_LOST, this);
    /** These two in no order. */
    final HashMap<SessionId, AgentState> agentSessions = new HashMap<>();

    final HashMap<SessionId, CustomerState> customerSessions = new HashMap<>();
    long lastCounter;

    NodeState(NodeId id, int coreVersionMin, int coreVersionMax) {
        this.id = id;
        this.coreVersionMin = coreVersionMin;
        this.coreVersionMax = coreVersionMax;
    }

    boolean supports(int coreVersion) {
        return coreVersionMin <= coreVersion && coreVersion <= coreVersionMax;
    }
}

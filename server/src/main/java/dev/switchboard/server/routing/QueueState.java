package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;

/** A queue. */
final class QueueState {
    final QueueId id;
    /** Waiting and offered chats in routing order: what a customer's place is counted in. */
    final RankedSet<ChatState> line = new RankedSet<>(ChatState.ORDER);

    QueueRules rules;
    /** Reachable, available agents who serve it. */
    int onlineAgents;

    boolean toldOnline;
    /** In the list of queues whose {@link #onlineAgents} changed in this entry. */
    boolean changed;

    QueueState(QueueId id, QueueRules rules) {
        this.id = id;
        this.rules = rules;
    }

    boolean full() {
        return line.size() >= rules.waitingLimit();
    }
}

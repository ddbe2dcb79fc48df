package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.RelaxationStep;
import dev.switchboard.server.routing.model.Wishes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A queue. */
final class QueueState {
    private static final RelaxationStep DROP_AT_ONCE = new RelaxationStep(0, true, 0, List.of(), 0);

    final QueueId id;
    /** Waiting and offered chats in routing order: what a customer's place is counted in. */
    final RankedSet<ChatState> line = new RankedSet<>(ChatState.RANK, ChatState.ORDER);

    /** Kinds of chats of which it is remembered what they ask; a queue that sees more reckons anew at times. */
    static final int ASKS_MAX = 256;

    /** To be cleared when its rules or the settings change. */
    final HashMap<Asks.Known, Demand.Key> asks = new HashMap<>();
    /** What its chats ask, or asked lately; in no particular order. */
    final ArrayList<Demand> demands = new ArrayList<>();

    QueueRules rules;
    boolean open = true;
    /** Its chats that are with agents or on offer. */
    int active;
    /** Reachable, available agents who serve it. */
    int onlineAgents;

    boolean toldOnline;
    /** In the list of queues whose {@link #onlineAgents} changed in this entry. */
    boolean changed;
    /** In the list of queues that may have come to give chats away. */
    boolean noted;

    /** The steps for chats that prefer skills which no step would give up. */
    private List<RelaxationStep> stepsWithDrop = List.of();

    QueueState(QueueId id, QueueRules rules) {
        this.id = id;
        this.rules = rules;
        configure(rules);
    }

    void configure(QueueRules changedRules) {
        rules = changedRules;
        asks.clear();
        List<RelaxationStep> steps = rules.skills().steps();
        if (steps.stream().anyMatch(RelaxationStep::dropPreferred)) {
            stepsWithDrop = steps;
        } else {
            stepsWithDrop = new ArrayList<>();
            stepsWithDrop.add(DROP_AT_ONCE);
            stepsWithDrop.addAll(steps);
        }
    }

    List<RelaxationStep> stepsFor(Wishes wishes) {
        boolean prefers =
                !rules.skills().preferred().isEmpty() || !wishes.preferred().isEmpty();
        return prefers ? stepsWithDrop : rules.skills().steps();
    }

    boolean full() {
        return line.size() >= rules.limits().waiting();
    }

    /** Whether new chats may enter. */
    boolean takes() {
        return open && !full();
    }

    /** Whether it gives waiting chats to agents. */
    boolean gives() {
        return (open || rules.limits().servedWhenClosed()) && !activeLimitReached();
    }

    boolean activeLimitReached() {
        int limit = rules.limits().active();
        return limit > 0 && active >= limit;
    }
}

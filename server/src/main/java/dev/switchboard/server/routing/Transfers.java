package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.AgentTarget;
import dev.switchboard.server.routing.RoutingView.Obstacle;
import dev.switchboard.server.routing.RoutingView.QueueTarget;
import dev.switchboard.server.routing.RoutingView.TransferTargets;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.Presence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a chat that somebody owns and where he might give it. The transfer itself asks here too. */
final class Transfers {
    private static final Comparator<AgentTarget> FREE_FIRST = Comparator.comparing(target -> target.obstacle() != null);

    private Transfers() {}

    /** Null when the transfer would be taken. The chat has an owner. */
    static @Nullable Obstacle obstacle(CoreState state, ChatState chat, AgentState target) {
        if (target == chat.agent) {
            return Obstacle.SELF;
        }
        QueueState queue = state.queues.get(chat.queue);
        if (queue == null) {
            return Obstacle.QUEUE_REMOVED;
        }
        if (!target.profile.meets(Asks.required(queue, chat))) {
            return Obstacle.SKILL;
        }
        if (target.online()) {
            return state.matching.hasRoom(target, queue, Asks.weight(state, queue, chat)) ? null : Obstacle.FULL;
        }
        if (!target.reachable() || target.presence == Presence.OFFLINE) {
            return Obstacle.OFFLINE;
        }
        Presence soon = target.next == null ? target.presence : target.next;
        return switch (soon) {
            case AWAY, AVAILABLE -> Obstacle.AWAY;
            case BUSY -> Obstacle.BUSY;
            case NOT_RESPONDING -> Obstacle.NOT_RESPONDING;
            case OFFLINE -> Obstacle.OFFLINE;
        };
    }

    static @Nullable Obstacle obstacle(ChatState chat, QueueState target) {
        if (otherChat(chat, target) != null) {
            return Obstacle.OPEN_CHAT;
        }
        Refusal refused = Chats.refuseEntry(target, chat.wishes);
        if (refused == null) {
            return null;
        }
        return switch (refused) {
            case QUEUE_CLOSED -> Obstacle.CLOSED;
            case QUEUE_FULL -> Obstacle.FULL;
            default -> Obstacle.CONTRADICTION;
        };
    }

    /** Another open chat of the same customer in that queue: he has at most one in each. */
    static @Nullable ChatState otherChat(ChatState chat, QueueState target) {
        CustomerState customer = chat.customer;
        if (customer != null) {
            for (ChatState other : customer.openChats()) {
                if (other != chat && other.queue.equals(target.id)) {
                    return other;
                }
            }
        }
        return null;
    }

    /** Everything, the free ones first; costs as much as there are agents and queues. */
    static @Nullable TransferTargets targets(CoreState state, CoreView view, ChatState chat, int max) {
        if (chat.phase != ChatPhase.ACTIVE) {
            return null;
        }
        List<QueueTarget> queues = state.queues.values().stream()
                .sorted(Comparator.comparing((QueueState queue) -> queue.rules.name()))
                .limit(max)
                .map(queue -> new QueueTarget(view.viewOf(queue), obstacle(chat, queue)))
                .toList();
        List<AgentState> byLoad = new ArrayList<>(state.agents.values());
        byLoad.sort(AgentState.BY_IDLE);
        byLoad.sort((a, b) -> Long.compare((long) a.load * state.capacityOf(b), (long) b.load * state.capacityOf(a)));
        List<AgentTarget> agents = byLoad.stream()
                .map(agent -> new AgentTarget(view.viewOf(agent), obstacle(state, chat, agent)))
                .sorted(FREE_FIRST)
                .limit(max)
                .toList();
        return new TransferTargets(queues, agents);
    }
}

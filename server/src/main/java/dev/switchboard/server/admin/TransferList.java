package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.AgentTarget;
import dev.switchboard.protocol.v1.QueueTarget;
import dev.switchboard.protocol.v1.TransferTargets;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.Obstacle;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.session.QueueDirectory;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a chat may be given, for people. */
final class TransferList {
    private TransferList() {}

    /** @param names of the agents, in their order */
    static TransferTargets of(RoutingView.TransferTargets targets, List<String> names, QueueDirectory titles) {
        TransferTargets.Builder list = TransferTargets.newBuilder();
        for (RoutingView.QueueTarget target : targets.queues()) {
            QueueView queue = target.queue();
            String title = titles.title(queue.id());
            list.addQueues(QueueTarget.newBuilder()
                    .setQueue(queue.rules().name())
                    .setTitle(title == null ? queue.rules().name() : title)
                    .setOnline(queue.online())
                    .setWaiting(queue.waiting())
                    .setEligible(target.obstacle() == null)
                    .setReason(reason(target.obstacle())));
        }
        for (int i = 0; i < targets.agents().size(); i++) {
            RoutingView.AgentTarget target = targets.agents().get(i);
            AgentView agent = target.agent();
            list.addAgents(AgentTarget.newBuilder()
                    .setAgent(Long.toString(agent.id().value()))
                    .setName(names.get(i))
                    .setPresence(RoutingService.presence(agent))
                    .setLoad(agent.load())
                    .setCapacity(agent.capacity())
                    .setEligible(target.obstacle() == null)
                    .setReason(reason(target.obstacle())));
        }
        return list.build();
    }

    /** The stable key that clients know. */
    private static String reason(@Nullable Obstacle obstacle) {
        if (obstacle == null) {
            return "";
        }
        return obstacle == Obstacle.QUEUE_REMOVED
                ? "queue"
                : obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

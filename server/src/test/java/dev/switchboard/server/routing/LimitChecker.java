package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.QueueId;
import java.util.TreeMap;

/** B3: no queue has more chats with agents and on offer than its limit, whoever gave them away; unless the limit was lowered. */
public final class LimitChecker implements Checker {
    private final TreeMap<QueueId, Integer> active = new TreeMap<>();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        TreeMap<QueueId, Integer> before = new TreeMap<>(active);
        active.clear();
        for (QueueView queue : view.queues()) {
            active.put(queue.id(), queue.active());
            int limit = queue.rules().limits().active();
            // A queue that comes again has what agents have of it.
            if (limit > 0 && queue.active() > before.getOrDefault(queue.id(), Integer.MAX_VALUE)) {
                assertThat(queue.active()).as("active in %s", queue).isLessThanOrEqualTo(limit);
            }
        }
    }
}

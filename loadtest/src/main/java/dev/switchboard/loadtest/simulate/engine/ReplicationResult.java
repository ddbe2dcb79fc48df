package dev.switchboard.loadtest.simulate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one replication gave.
 *
 * @param classes in the order of the scenario
 * @param groups in the order of the scenario
 * @param longestWaitMs of all chats of the whole run, by class, warm-up included
 * @param chats that arrived in the whole run
 * @param journal when it was asked for
 */
public record ReplicationResult(
        List<ClassTally> classes,
        List<GroupTally> groups,
        List<Long> longestWaitMs,
        long chats,
        @Nullable Journal journal) {
    public ReplicationResult {
        classes = List.copyOf(classes);
        groups = List.copyOf(groups);
        longestWaitMs = List.copyOf(longestWaitMs);
    }
}

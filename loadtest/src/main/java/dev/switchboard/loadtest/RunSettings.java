package dev.switchboard.loadtest;

import dev.switchboard.loadtest.plan.Distribution;
import dev.switchboard.loadtest.plan.QueueShare;
import dev.switchboard.loadtest.plan.SkillShare;
import dev.switchboard.loadtest.plan.SlotFile;
import dev.switchboard.loadtest.process.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run with all its options read and checked. */
record RunSettings(
        Target target,
        Source source,
        List<QueueShare> queues,
        List<SkillShare> skills,
        int agents,
        int capacity,
        int queuesPerAgent,
        Distribution handle,
        Distribution patience,
        Distribution acceptDelay,
        double compression,
        int messages,
        int messageChars,
        Duration connectAhead,
        Duration threshold,
        Duration routingBound,
        Duration observationTolerance,
        Duration offerTimeout,
        int waitingLimit,
        Duration drain,
        Duration atMost,
        long seed,
        int socketThreads,
        Optional<Path> json,
        Optional<Chaos.Options> chaos,
        Map<String, String> described) {

    /** Where arrivals come from. */
    sealed interface Source {}

    record PoissonSource(double rate, Duration duration) implements Source {}

    record SlotSource(List<SlotFile.Slot> slots, double scale) implements Source {}
}

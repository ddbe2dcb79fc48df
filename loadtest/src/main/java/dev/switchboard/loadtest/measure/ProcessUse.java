package dev.switchboard.loadtest.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a process has used so far, as the operating system tells it. May be called from any thread. */
public final class ProcessUse {

    /**
     * Time in which the collectors of this JVM did work; for concurrent collectors it is more than their pauses.
     *
     * @param count collections
     */
    public record Collections(long count, Duration time) {}

    private ProcessUse() {}

    /** Processor time of a process; zero where the system does not say or the process is gone. */
    public static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Collections of this JVM since its start. */
    public static Collections collections() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new Collections(count, Duration.ofMillis(millis));
    }
}

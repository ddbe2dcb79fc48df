package dev.switchboard.server.metrics;

import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.storage.StorageException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The routing log: what was appended and applied, and how long that took. */
public final class LogMeters implements LogMeter {

    private static final Duration[] BOUNDARIES = {
        Duration.ofNanos(10_000),
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final Timer appends;
    private final Timer applies;
    private final Timer commands;
    private final Counter entries;
    private final Counter chainBroken;

    public LogMeters(MeterRegistry registry) {
        this.registry = registry;
        appends = timer(MeterNames.LOG_APPEND);
        applies = timer(MeterNames.LOG_APPLY);
        commands = timer(MeterNames.LOG_COMMANDS);
        entries = registry.counter(MeterNames.LOG_ENTRIES);
        chainBroken = registry.counter(MeterNames.LOG_CHAIN_BROKEN);
    }

    private Timer timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BOUNDARIES).register(registry);
    }

    @Override
    public void onAppended(int count, long nanos) {
        entries.increment(count);
        appends.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onAppendFailed(StorageException.Reason reason) {
        error("append", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public void onReadFailed() {
        error("read", "unavailable");
    }

    private void error(String operation, String reason) {
        registry.counter(MeterNames.LOG_ERRORS, "operation", operation, "reason", reason)
                .increment();
    }

    @Override
    public void onApplied(long nanos) {
        applies.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onCommandDone(long nanos) {
        commands.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onChainBroken() {
        chainBroken.increment();
    }
}

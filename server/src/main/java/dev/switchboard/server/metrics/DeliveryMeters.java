package dev.switchboard.server.metrics;

import dev.switchboard.server.delivery.DeliveryRecorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Messages on their way. */
public final class DeliveryMeters implements DeliveryRecorder {

    private final MeterRegistry registry;
    private final Timer stored;
    private final Counter pushed;
    private final Counter forwarded;
    private final Counter repaired;

    public DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
        stored = Timer.builder(MeterNames.TRANSCRIPT_STORE)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(registry);
        pushed = registry.counter(MeterNames.ENTRIES_PUSHED);
        forwarded = registry.counter(MeterNames.ENTRIES_FORWARDED);
        repaired = registry.counter(MeterNames.ENTRIES_REPAIRED);
    }

    @Override
    public void stored(long nanos) {
        stored.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void pushed(int count) {
        pushed.increment(count);
    }

    @Override
    public void forwarded(int nodes) {
        forwarded.increment(nodes);
    }

    @Override
    public void repaired(int count) {
        repaired.increment(count);
    }

    @Override
    public void dropped(Dropped what) {
        String tag = what.name().toLowerCase(Locale.ROOT).replace('_', '-');
        registry.counter(MeterNames.DELIVERY_DROPPED, "what", tag).increment();
    }
}

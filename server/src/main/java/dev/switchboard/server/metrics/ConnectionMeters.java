package dev.switchboard.server.metrics;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.server.gateway.GatewayMeters;
import dev.switchboard.server.gateway.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the gateway sees: connections, frames, closes and calls. */
public final class ConnectionMeters implements GatewayMeters {

    private final MeterRegistry registry;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Map<FrameOutcome, Counter> frames = new EnumMap<>(FrameOutcome.class);

    public ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge(MeterNames.CONNECTIONS, connections);
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, registry.counter(MeterNames.REFUSALS, "reason", reason.tag()));
        }
        for (FrameOutcome outcome : FrameOutcome.values()) {
            String tag = outcome.name().toLowerCase(Locale.ROOT);
            frames.put(outcome, registry.counter(MeterNames.FRAMES, "outcome", tag));
        }
    }

    @Override
    public void opened() {
        connections.incrementAndGet();
    }

    @Override
    public void closed() {
        connections.decrementAndGet();
    }

    @Override
    public void refused(Refusal reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
    }

    @Override
    public void frame(FrameOutcome outcome) {
        Objects.requireNonNull(frames.get(outcome)).increment();
    }

    @Override
    public void closedByServer(CloseCode code) {
        registry.counter(MeterNames.CLOSES, "code", code.name()).increment();
    }

    @Override
    public void call(String service, String outcome, long nanos) {
        registry.timer(MeterNames.API_CALLS, "service", service, "outcome", outcome)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}

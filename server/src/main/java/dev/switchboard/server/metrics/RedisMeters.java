package dev.switchboard.server.metrics;

import dev.switchboard.server.redis.RedisMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls of Redis. The map has an entry per operation, of which there are a few dozen. */
public final class RedisMeters implements RedisMeter {

    private final MeterRegistry registry;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();

    private record Operation(Timer calls, Counter errors) {}

    public RedisMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void done(String name, long nanos, boolean failed) {
        Operation operation = operations.computeIfAbsent(name, this::register);
        operation.calls().record(nanos, TimeUnit.NANOSECONDS);
        if (failed) {
            operation.errors().increment();
        }
    }

    private Operation register(String name) {
        return new Operation(
                registry.timer(MeterNames.REDIS_CALLS, "operation", name),
                registry.counter(MeterNames.REDIS_ERRORS, "operation", name));
    }
}

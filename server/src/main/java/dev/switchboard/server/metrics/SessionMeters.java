package dev.switchboard.server.metrics;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.server.session.SessionRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions and their requests. Closes are counted by {@link ConnectionMeters}, for the gateway closes as well. */
public final class SessionMeters implements SessionRecorder {

    private final MeterRegistry registry;
    /** One for each kind of request, of which there are a dozen: asking the registry each time costs more than the rest. */
    private final Map<String, Timer> requests = new ConcurrentHashMap<>();

    private final Map<Role, AtomicInteger> sessions = new EnumMap<>(Role.class);

    public SessionMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Role role : Role.values()) {
            if (role != Role.ROLE_UNSPECIFIED && role != Role.UNRECOGNIZED) {
                String tag = role.name().substring("ROLE_".length()).toLowerCase(Locale.ROOT);
                AtomicInteger count = new AtomicInteger();
                registry.gauge(MeterNames.SESSIONS, Tags.of("role", tag), count);
                sessions.put(role, count);
            }
        }
    }

    @Override
    public void sessionOpened(Role role) {
        Objects.requireNonNull(sessions.get(role)).incrementAndGet();
    }

    @Override
    public void sessionEnded(Role role) {
        Objects.requireNonNull(sessions.get(role)).decrementAndGet();
    }

    @Override
    public void closed(CloseCode code) {
        // the gateway has counted it
    }

    @Override
    public void failed(ErrorCode code) {
        registry.counter(MeterNames.REQUEST_ERRORS, "code", code.name()).increment();
    }

    @Override
    public void answered(String request, long nanos) {
        requests.computeIfAbsent(request, name -> registry.timer(MeterNames.REQUESTS, "request", name))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}

package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.replica.DerivedState;
import dev.switchboard.server.replica.Desk;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.storage.StoreFaults;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingMetersTest {

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("a");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> fatal = new ArrayList<>();
    private final Replica replica = new Replica(
            loop,
            new InMemoryLogStore(world::utcMs).forNode(loop, new StoreFaults(1).delay(0, 2)),
            new InMemorySnapshotStore().forNode(loop, new StoreFaults(1)),
            DerivedState.NONE,
            ReplicaOptions.DEFAULTS,
            new LogMeters(registry),
            (message, cause) -> fatal.add(message));

    @BeforeEach
    void start() {
        loop.run(() -> new RoutingMeters(registry, loop, replica).start());
        loop.execute(replica::start);
        world.runUntil(replica::ready, 10_000);
        submit(Desk.queue(false));
        submit(Desk.agent(1, 3));
    }

    @Test
    void shouldShowWhoWaitsAndForHowLong() {
        submit(Desk.start(7, replica.node()));
        submit(Desk.start(8, replica.node()));
        world.runFor(10_000);

        assertThat(gauge(MeterNames.WAITING, "queue", "support")).isEqualTo(2);
        assertThat(gauge(MeterNames.OLDEST, "queue", "support")).isBetween(7.0, 11.0);
        assertThat(gauge(MeterNames.CHATS, "phase", "waiting")).isEqualTo(2);
        assertThat(gauge(MeterNames.CHATS, "phase", "offered")).isZero();
        assertThat(registry.get(MeterNames.READY).gauge().value()).isEqualTo(1);
        assertThat(registry.get(MeterNames.LOG_POSITION).gauge().value()).isGreaterThan(4);
    }

    @Test
    void shouldCountOffersAndTheTimeToTheFirst() {
        submit(Desk.start(7, replica.node()));
        world.runFor(4_000);
        submit(Desk.connect(1, replica.node()));
        submit(Desk.available(1));
        world.runFor(2_500);

        Timer timeToOffer = registry.get(MeterNames.TIME_TO_OFFER).timer();
        assertThat(timeToOffer.count()).isEqualTo(1);
        assertThat(timeToOffer.totalTime(TimeUnit.MILLISECONDS)).isBetween(3_500.0, 4_500.0);
        assertThat(gauge(MeterNames.CHATS, "phase", "offered")).isEqualTo(1);

        // Nobody answers: the offer runs out, and a second one, which is not the first, follows later.
        submit(new Command.Tick());
        world.runFor(14_000);
        submit(new Command.Tick());
        world.runFor(30_000);
        submit(new Command.Tick());
        assertThat(registry.get(MeterNames.OFFERS)
                        .tag("outcome", "timed_out")
                        .counter()
                        .count())
                .isPositive();
        assertThat(timeToOffer.count()).isEqualTo(1);
    }

    @Test
    void shouldMeasureTheLog() {
        assertThat(registry.get(MeterNames.LOG_APPLY).timer().count()).isGreaterThanOrEqualTo(3);
        assertThat(registry.get(MeterNames.LOG_ENTRIES).counter().count()).isGreaterThanOrEqualTo(3);
    }

    private void submit(Command command) {
        var answer = loop.call(() -> replica.submit(command).toCompletableFuture());
        world.runUntil(answer::isDone, 5_000);
        assertThat(answer).isCompleted();
        assertThat(fatal).isEmpty();
    }

    private double gauge(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }
}

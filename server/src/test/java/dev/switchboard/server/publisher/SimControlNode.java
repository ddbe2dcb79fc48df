package dev.switchboard.server.publisher;

import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.storage.StoreFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node's whole control path, replica and publisher, in virtual time. */
public final class SimControlNode {
    public final SimLoop loop;
    public final StoreFaults faults;
    public final Replica replica;
    public final Publisher publisher;
    public final List<String> fatal = new ArrayList<>();
    final List<Event> effects = new ArrayList<>();

    SimControlNode(SimStores stores, String name, PublisherOptions options) {
        loop = stores.world.newLoop(name);
        faults = new StoreFaults(stores.world.random().nextLong()).delay(0, 2);
        var journal = new Journal();
        replica = new Replica(
                loop,
                stores.log.forNode(loop, faults),
                stores.snapshots.forNode(loop, faults),
                journal,
                ReplicaOptions.DEFAULTS,
                LogMeter.NONE,
                (message, cause) -> fatal.add(message));
        publisher = new Publisher(
                loop,
                replica,
                journal,
                stores.log.forNode(loop, faults),
                stores.snapshots.forNode(loop, faults),
                stores.outbox.forNode(loop, faults),
                options);
        publisher.addEffect((position, t, event) -> {
            effects.add(event);
            return CompletableFuture.completedStage(null);
        });
        loop.execute(() -> {
            publisher.start();
            replica.start();
        });
    }

    public CompletableFuture<Outcome> submit(Command command) {
        return loop.call(() -> replica.submit(command).toCompletableFuture());
    }

    public long position() {
        return replica.health().position();
    }
}

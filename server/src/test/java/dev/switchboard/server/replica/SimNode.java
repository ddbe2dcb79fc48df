package dev.switchboard.server.replica;

import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StoreFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A node that is nothing but a replica, with what its listeners heard. */
final class SimNode implements ControlPath.Listener {
    final SimLoop loop;
    final StoreFaults faults;
    final Replica replica;
    final List<Event> events = new ArrayList<>();
    final List<NodeId> joined = new ArrayList<>();
    final List<String> fatal = new ArrayList<>();
    int replaced;

    SimNode(SimWorld world, String name, InMemoryLogStore log, InMemorySnapshotStore snapshots) {
        this(world, name, log, snapshots, DerivedState.NONE);
    }

    SimNode(SimWorld world, String name, InMemoryLogStore log, InMemorySnapshotStore snapshots, DerivedState derived) {
        loop = world.newLoop(name);
        faults = new StoreFaults(world.random().nextLong()).delay(0, 2);
        LogStore logStore = log.forNode(loop, faults);
        SnapshotStore snapshotStore = snapshots.forNode(loop, faults);
        replica = new Replica(
                loop,
                logStore,
                snapshotStore,
                derived,
                ReplicaOptions.DEFAULTS,
                LogMeter.NONE,
                (message, cause) -> fatal.add(message));
        replica.addListener(this);
        loop.execute(replica::start);
    }

    /** The answer to come; fails like the replica's. */
    CompletableFuture<Outcome> submit(Command command) {
        return loop.call(() -> replica.submit(command).toCompletableFuture());
    }

    long position() {
        return replica.health().position();
    }

    /** Why a command failed. */
    static StorageException.Reason reason(CompletableFuture<Outcome> answer) {
        try {
            throw new AssertionError("It did not fail but gave " + answer.getNow(null));
        } catch (CompletionException failure) {
            return ((StorageException) failure.getCause()).reason();
        }
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {
        events.addAll(applied.events());
    }

    @Override
    public void replaced() {
        replaced++;
    }

    @Override
    public void joined(NodeId node) {
        joined.add(node);
    }

    @Override
    public void readinessChanged(boolean ready) {
        // Asked for where it matters.
    }
}

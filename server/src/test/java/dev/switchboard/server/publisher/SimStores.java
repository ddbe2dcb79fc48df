package dev.switchboard.server.publisher;

import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.replica.Desk;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The stores that the nodes of a simulated cluster share, and the nodes. */
public final class SimStores {
    public final SimWorld world;
    public final InMemoryLogStore log;
    public final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    public final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    final List<SimControlNode> nodes = new ArrayList<>();

    public SimStores(SimWorld world) {
        this(world, 200_000);
    }

    public SimStores(SimWorld world, int logEntriesMax) {
        this.world = world;
        this.log = new InMemoryLogStore(world::utcMs, logEntriesMax);
    }

    public SimControlNode ready(String name, PublisherOptions options) {
        SimControlNode node = start(name, options);
        world.runUntil(node.replica::ready, 10_000);
        return node;
    }

    SimControlNode start(String name, PublisherOptions options) {
        var node = new SimControlNode(this, name, options);
        nodes.add(node);
        return node;
    }

    /** Sends the command and waits for its answer. */
    public Outcome ask(SimControlNode node, Command command) {
        CompletableFuture<Outcome> answer = node.submit(command);
        world.runUntil(answer::isDone, 6_000);
        return answer.join();
    }

    /** A queue and an agent who is asked, connected to the node. */
    void openDesk(SimControlNode node, int capacity) {
        ask(node, Desk.queue(false));
        ask(node, Desk.agent(1, capacity));
        ask(node, Desk.connect(1, node.replica.node()));
        ask(node, Desk.available(1));
    }

    /** All nodes that still run are ready and at the log's end, with the same hash. */
    void settle() {
        List<SimControlNode> live =
                nodes.stream().filter(node -> !node.loop.isStopped()).toList();
        world.runUntil(
                () -> live.stream()
                        .allMatch(node -> node.replica.ready()
                                && node.position() == log.tip().position()),
                30_000);
        long hash = live.get(0).replica.stateHash();
        for (SimControlNode node : live) {
            if (node.replica.stateHash() != hash) {
                throw new AssertionError("Nodes differ at position " + node.position() + "; " + world);
            }
        }
    }
}

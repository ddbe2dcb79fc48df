package dev.switchboard.server.sim;

import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import java.util.ArrayList;
import java.util.List;

/** Two nodes, by the names node-a and node-b, on one set of stores. */
final class Cluster {
    static final List<String> HOSTS = List.of("node-a", "node-b");

    final SharedStores stores;
    final StateCheck states = new StateCheck();
    private final SimWorld world;
    private final Network network;
    private final List<NodeProcess> present = new ArrayList<>();
    private final List<NodeProcess> all = new ArrayList<>();

    /** Starts both and waits until they serve. */
    Cluster(SimWorld world, Network network) {
        this.world = world;
        this.network = network;
        stores = new SharedStores(world);
        HOSTS.forEach(host -> present.add(start(host, host)));
        world.runUntil(this::ready, 10_000);
    }

    private NodeProcess start(String host, String name) {
        NodeProcess process = new NodeProcess(world, stores, states, name);
        all.add(process);
        network.route(host, process);
        return process;
    }

    /** The process that has the place now, running or dead. */
    NodeProcess node(int place) {
        return present.get(place);
    }

    List<NodeProcess> nodes() {
        return List.copyOf(present);
    }

    void crash(int place) {
        NodeProcess process = present.get(place);
        process.kill();
        network.crashed(process);
    }

    /** The process ends in order; then its sockets do. */
    void drain(int place) {
        NodeProcess process = present.get(place);
        process.drain(() -> {
            process.kill();
            network.crashed(process);
        });
    }

    /** A new process in the place of a dead one, on the same stores. */
    void restart(int place) {
        present.set(place, start(HOSTS.get(place), HOSTS.get(place) + " start " + all.size()));
    }

    boolean ready() {
        return present.stream().allMatch(NodeProcess::ready);
    }

    boolean atEnd() {
        return present.stream()
                .allMatch(process ->
                        replica(process).health().position() == stores.log.tip().position());
    }

    /** Chats that are not closed. */
    List<ChatView> openChats() {
        List<ChatView> open = new ArrayList<>();
        for (ChatId id : stores.transcripts.chats()) {
            ChatView chat = replica(present.get(0)).view().chat(id);
            if (chat != null && chat.phase() != ChatPhase.CLOSED) {
                open.add(chat);
            }
        }
        return open;
    }

    /** P9, A6, and that no node stopped by itself; to be asked when all has settled. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        all.forEach(process -> findings.addAll(process.fatal));
        for (NodeProcess process : present) {
            Replica replica = replica(process);
            states.compare(process.name, replica);
        }
        findings.addAll(states.findings());
        openChats().stream()
                .filter(chat -> chat.phase() != ChatPhase.ACTIVE)
                .forEach(chat -> findings.add("A6: " + WireIds.chat(chat.id()) + " is stuck as " + chat.phase()));
        return findings;
    }

    private static Replica replica(NodeProcess process) {
        return process.node().replica();
    }
}

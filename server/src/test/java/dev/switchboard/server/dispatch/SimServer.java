package dev.switchboard.server.dispatch;

import dev.switchboard.server.delivery.DeliveryRecorder;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.Ports;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.publisher.ActivityReports;
import dev.switchboard.server.publisher.Effect;
import dev.switchboard.server.publisher.Journal;
import dev.switchboard.server.publisher.LastAgentNotes;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.session.SessionRecorder;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.storage.StoreFaults;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One node of a {@link SimCluster}: replica, sessions and delivery, without sockets and publisher. */
public final class SimServer {
    private final SimLoop loop;
    private final StoreFaults faults;
    private final StoreFaults logFaults;
    private final Replica replica;
    private final Frontend frontend;
    private final Desk desk;
    private final List<Effect> effects;
    private boolean inboxBroken;

    SimServer(SimCluster cluster, String name, SessionSettings sessionSettings, DeliverySettings deliverySettings) {
        loop = cluster.world().newLoop(name);
        long seed = cluster.world().random().nextLong();
        faults = new StoreFaults(seed).delay(0, 2);
        logFaults = new StoreFaults(seed + 1).delay(0, 2);
        Journal journal = new Journal();
        replica = new Replica(
                loop,
                cluster.log().forNode(loop, logFaults),
                cluster.snapshots().forNode(loop, logFaults),
                journal,
                ReplicaOptions.DEFAULTS,
                LogMeter.NONE,
                (message, cause) -> {
                    throw new AssertionError(message, cause);
                });
        SimDirectory.Node directory = cluster.directory().forNode(loop);
        Inbox inbox = new BreakableInbox(cluster.inboxes().forNode(loop, faults));
        var transcripts = cluster.transcripts().forNode(loop, faults);
        var ports = new Ports(loop, replica, journal, transcripts, inbox, directory, directory, queue -> 0);
        LastAgents lastAgents = cluster.lastAgents().forNode(loop, faults);
        var random = cluster.world().random();
        var sessions = new Sessions(loop, sessionSettings, random::nextLong, SessionRecorder.NONE);
        desk = new Desk(ports, sessions, sessionSettings.sessionsMax(), deliverySettings, DeliveryRecorder.NONE);
        effects = List.of(desk, new LastAgentNotes(lastAgents), new ActivityReports(replica, transcripts));
        frontend = new Frontend(
                ports,
                new Gates(directory, directory, lastAgents, random::nextLong),
                sessions,
                desk,
                sessionSettings,
                SessionRecorder.NONE);
        loop.execute(replica::start);
    }

    public SimLoop loop() {
        return loop;
    }

    public Frontend frontend() {
        return frontend;
    }

    public Desk desk() {
        return desk;
    }

    public Replica replica() {
        return replica;
    }

    public RoutingView view() {
        return replica.view();
    }

    /** Transcripts and inbox of this node. */
    public StoreFaults faults() {
        return faults;
    }

    public StoreFaults logFaults() {
        return logFaults;
    }

    /** What this node sends to others gets lost without its noticing. */
    public void breakInbox(boolean broken) {
        inboxBroken = broken;
    }

    /** As a process that is killed. */
    public void kill() {
        loop.stop();
    }

    /** Runs the node's effects for every event, as the publisher would. */
    void publish() {
        replica.addListener(new ControlPath.Listener() {
            @Override
            public void applied(long position, long t, NodeId sender, Applied applied) {
                for (Event event : applied.events()) {
                    effects.forEach(effect -> run(effect, position, t, event));
                }
            }

            private void run(Effect effect, long position, long t, Event event) {
                effect.on(position, t, event).whenComplete((done, failure) -> {
                    if (failure != null) {
                        loop.schedule(500, () -> run(effect, position, t, event));
                    }
                });
            }

            @Override
            public void replaced() {}

            @Override
            public void joined(NodeId node) {}

            @Override
            public void readinessChanged(boolean ready) {}
        });
    }

    private final class BreakableInbox implements Inbox {
        private final Inbox inbox;

        BreakableInbox(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public CompletionStage<Void> push(List<NodeId> nodes, byte[] payload) {
            return inboxBroken ? CompletableFuture.completedFuture(null) : inbox.push(nodes, payload);
        }

        @Override
        public void open(NodeId own, Listener listener) {
            inbox.open(own, listener);
        }

        @Override
        public void close() {
            inbox.close();
        }
    }
}

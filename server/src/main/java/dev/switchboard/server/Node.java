package dev.switchboard.server;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.StoredProfiles;
import dev.switchboard.server.account.StoredQueues;
import dev.switchboard.server.account.StoredSites;
import dev.switchboard.server.admin.AdminService;
import dev.switchboard.server.admin.LocalCaller;
import dev.switchboard.server.admin.Reconciler;
import dev.switchboard.server.admin.ReconcilerSchedule;
import dev.switchboard.server.admin.RecordedDecisions;
import dev.switchboard.server.admin.RoutingService;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.auth.Auth;
import dev.switchboard.server.delivery.DeliveryRecorder;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.delivery.Desk;
import dev.switchboard.server.delivery.Ports;
import dev.switchboard.server.dispatch.Frontend;
import dev.switchboard.server.dispatch.Gates;
import dev.switchboard.server.hours.Openings;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.offline.EarlierChats;
import dev.switchboard.server.offline.OfflineService;
import dev.switchboard.server.offline.OfflineStore;
import dev.switchboard.server.publisher.ActivityReports;
import dev.switchboard.server.publisher.Journal;
import dev.switchboard.server.publisher.LastAgentNotes;
import dev.switchboard.server.publisher.OutboxStore;
import dev.switchboard.server.publisher.Publisher;
import dev.switchboard.server.publisher.PublisherOptions;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.replica.FatalListener;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.Settings;
import dev.switchboard.server.session.SessionRecorder;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.transcript.TranscriptStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node between its edges: everything that runs on the loop, wired. The program gives it Redis and sockets, the
 * simulation stores and sockets in memory; what lies between is the same.
 *
 * <p>All methods are called on the loop.
 */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long RETRY_MS = 1_000;

    private final Loop loop;
    private final Options options;
    private final StoredSites sites;
    private final StoredProfiles profiles;
    private final Replica replica;
    private final Auth auth;
    private final Sessions sessions;
    private final Frontend frontend;
    private final Publisher publisher;
    private final Openings openings;
    private final ApiRequest.Service admin;
    private final ApiRequest.Service routing;
    private final ApiRequest.Service offline;
    private final CompletableFuture<Void> serving = new CompletableFuture<>();

    /**
     * The storage ports, all completing on the node's loop.
     *
     * @param logForArchive another view of the log: a view reads one batch at a time, and archiving must not hold up the node
     */
    public record Stores(
            LogStore log,
            LogStore logForArchive,
            SnapshotStore snapshots,
            TranscriptStore transcripts,
            Inbox inbox,
            OutboxStore outbox,
            RecordStore records,
            LastAgents lastAgents,
            AccountStore accounts,
            OfflineStore offline) {}

    /** @param routing what the core is configured with when this node joins */
    public record Options(
            ReplicaOptions replica,
            PublisherOptions publisher,
            SessionSettings sessions,
            DeliverySettings delivery,
            Auth.Options auth,
            Settings routing) {
        public static final Options DEFAULTS = new Options(
                ReplicaOptions.DEFAULTS,
                PublisherOptions.DEFAULTS,
                SessionSettings.DEFAULTS,
                DeliverySettings.DEFAULTS,
                Auth.Options.DEFAULTS,
                Settings.DEFAULTS);
    }

    public record Meters(LogMeter log, SessionRecorder sessions, DeliveryRecorder delivery) {
        public static final Meters NONE = new Meters(LogMeter.NONE, SessionRecorder.NONE, DeliveryRecorder.NONE);
    }

    /**
     * What a node takes from its surroundings.
     *
     * @param hashing threads for passwords
     * @param secrets for tokens and keys
     * @param sessionIds random numbers for session ids
     */
    public record Surroundings(
            Loop loop, Stores stores, Executor hashing, SecureRandom secrets, LongSupplier sessionIds) {}

    /** Reads the shared secrets and wires the node, which then waits for {@link #start}. */
    public static CompletionStage<Node> create(
            Surroundings around, Options options, Meters meters, FatalListener fatal) {
        Stores stores = around.stores();
        Journal journal = new Journal();
        Replica replica = new Replica(
                around.loop(), stores.log(), stores.snapshots(), journal, options.replica(), meters.log(), fatal);
        Publisher publisher = new Publisher(
                around.loop(),
                replica,
                journal,
                stores.logForArchive(),
                stores.snapshots(),
                stores.outbox(),
                options.publisher());
        StoredSites sites = new StoredSites(stores.accounts(), around.loop());
        return Auth.start(
                        around.loop(),
                        stores.accounts(),
                        replica,
                        sites,
                        around.hashing(),
                        around.secrets(),
                        options.auth())
                .thenApply(auth -> new Node(around, options, meters, replica, journal, publisher, sites, auth));
    }

    private Node(
            Surroundings around,
            Options options,
            Meters meters,
            Replica replica,
            Journal journal,
            Publisher publisher,
            StoredSites sites,
            Auth auth) {
        this.loop = around.loop();
        this.options = options;
        this.replica = replica;
        this.publisher = publisher;
        this.sites = sites;
        this.auth = auth;
        Stores stores = around.stores();
        profiles = new StoredProfiles(stores.accounts(), loop);
        StoredQueues queues = new StoredQueues(stores.accounts(), loop);
        openings = new Openings(loop, replica, stores.accounts());
        Ports ports =
                new Ports(loop, replica, journal, stores.transcripts(), stores.inbox(), profiles, queues, openings);
        sessions = new Sessions(loop, options.sessions(), around.sessionIds(), meters.sessions());
        Desk desk = new Desk(ports, sessions, options.sessions().sessionsMax(), options.delivery(), meters.delivery());
        frontend = new Frontend(
                ports,
                new Gates(auth.verifier(), sites, stores.lastAgents(), around.sessionIds()),
                sessions,
                desk,
                options.sessions(),
                meters.sessions());
        publisher.addEffect(desk);
        publisher.addEffect(new LastAgentNotes(stores.lastAgents()));
        publisher.addEffect(new ActivityReports(replica, stores.transcripts()));
        ReconcilerSchedule.start(loop, replica, new Reconciler(stores.accounts(), replica));
        admin = AdminService.create(
                loop, stores.accounts(), replica, auth.revocations(), auth.hasher(), around.secrets());
        routing = RoutingService.create(
                replica,
                new RoutingService.Directories(profiles, queues),
                new RecordedDecisions(stores.records()),
                new RoutingService.Shown(
                        chat -> desk.frames().chat(chat, false),
                        agent -> desk.frames().agentState(agent)));
        offline = OfflineService.create(
                replica,
                stores.offline(),
                new OfflineService.Directories(sites, profiles, queues),
                new EarlierChats(replica, stores.records()));
        openings.onOtherTime(desk::queueOpensAtOtherTime);
        replica.addListener(new Life());
    }

    /** Loads, joins and reconciles; the stage completes when the node serves for the first time. */
    public CompletionStage<Void> start() {
        publisher.start();
        openings.start();
        replica.start();
        return serving;
    }

    /**
     * Tells clients to come back, then leaves the log.
     *
     * @param spreadMs clients come back between this and twice this
     */
    public CompletionStage<Void> drain(long spreadMs) {
        frontend.goAway(spreadMs, "drain");
        return replica.leave().thenRun(publisher::stop);
    }

    /** Ends at once, as a crash would. */
    public void stop() {
        publisher.stop();
        replica.stop();
    }

    public Replica replica() {
        return replica;
    }

    public Publisher publisher() {
        return publisher;
    }

    public Frontend frontend() {
        return frontend;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Auth auth() {
        return auth;
    }

    public StoredSites sites() {
        return sites;
    }

    public StoredProfiles profiles() {
        return profiles;
    }

    /** Everything that is reachable below {@code /api}. */
    public List<ApiRequest.Service> services() {
        return List.of(auth.service(), admin, routing, offline);
    }

    /** For calls from within the program. */
    public LocalCaller administration() {
        return new LocalCaller(admin);
    }

    /** Brings the core's settings to this node's, each time it becomes ready: the log may be new or have been lost. */
    private void settleWhenReady() {
        if (!replica.ready()) {
            return;
        }
        var unused = settle().whenComplete((outcome, failure) -> {
            if (failure == null) {
                serving.complete(null);
            } else {
                LOG.warn("The routing settings could not be sent yet: {}", failure.toString());
                loop.schedule(RETRY_MS, this::settleWhenReady);
            }
        });
    }

    private CompletionStage<?> settle() {
        return options.routing().equals(replica.view().settings())
                ? CompletableFuture.completedStage(null)
                : replica.submit(new Command.ConfigureSettings(options.routing()));
    }

    private final class Life implements ControlPath.Listener {
        @Override
        public void applied(long position, long t, NodeId sender, Applied applied) {}

        @Override
        public void replaced() {}

        @Override
        public void joined(NodeId node) {}

        @Override
        public void readinessChanged(boolean ready) {
            LOG.info(ready ? "Ready" : "Not ready");
            if (ready) {
                settleWhenReady();
            }
        }
    }
}

package dev.switchboard.server;

import dev.switchboard.server.admin.FirstAdministrator;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.demo.DemoPages;
import dev.switchboard.server.demo.SampleDesk;
import dev.switchboard.server.gateway.Gateway;
import dev.switchboard.server.listen.ListenException;
import dev.switchboard.server.loop.ThreadLoop;
import dev.switchboard.server.metrics.ConnectionMeters;
import dev.switchboard.server.metrics.DeliveryMeters;
import dev.switchboard.server.metrics.LogMeters;
import dev.switchboard.server.metrics.MeterNames;
import dev.switchboard.server.metrics.Metrics;
import dev.switchboard.server.metrics.RedisMeters;
import dev.switchboard.server.metrics.RoutingMeters;
import dev.switchboard.server.metrics.SessionMeters;
import dev.switchboard.server.pages.PageSource;
import dev.switchboard.server.pages.WebFiles;
import dev.switchboard.server.pages.WebFilesException;
import dev.switchboard.server.pages.WebPages;
import dev.switchboard.server.redis.RedisHealth;
import dev.switchboard.server.redis.RedisStartupException;
import dev.switchboard.server.redis.RedisStorage;
import dev.switchboard.server.redis.embedded.EmbeddedRedisException;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.web.HealthCheck;
import dev.switchboard.server.web.ManagementServer;
import dev.switchboard.server.web.Pulse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running program: Redis, loop, node and sockets, started in the order in which each needs the one before and stopped
 * in the reverse. Start and stop are called from outside of the loop and block.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long PULSE_MS = 250;
    private static final long LOOP_STOPPED_MS = 5_000;
    /** A disk that syncs takes some milliseconds, also an old one; what takes longer will be felt by people. */
    private static final long REDIS_SLOW_MS = 50;

    private final Configuration configuration;
    private final Closing closing = new Closing();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ThreadLoop loop;
    private final OnLoop onLoop;
    private final Node node;
    private final SampleDesk sampleDesk;
    private final Gateway gateway;
    private final ManagementServer management;

    /** What the server is started for. */
    public enum Purpose {
        /** Real use: refuses to start when nobody could administer. */
        SERVE,
        /** A first look: the demo's pages are served, and sign in without a password. */
        DEMO
    }

    /** Starts and returns when the node serves. */
    public static Server start(Configuration configuration, Purpose purpose) throws StartException {
        TlsAtHand.refuseRenegotiation();
        return new Server(configuration, purpose);
    }

    private Server(Configuration configuration, Purpose purpose) throws StartException {
        this.configuration = configuration;
        try {
            StorageAhead redis = closing.add(StorageAhead.open(configuration));
            WebFiles files = WebFiles.load();
            Metrics metrics = closing.add(new Metrics());
            loop = closing.add(ThreadLoop.start(this::fatal));
            onLoop = new OnLoop(loop);
            RedisStorage storage = closing.add(redis.await()
                    .storage(Translation.limits(configuration), loop, new RedisMeters(metrics.registry())));
            ThreadPoolExecutor hashing = PasswordHasher.pool();
            closing.add(hashing::shutdownNow);
            if (purpose == Purpose.SERVE) {
                requireAdministrator(storage, hashing);
            }
            node = onLoop.call(() -> Node.create(
                    new Node.Surroundings(
                            loop, stores(storage), hashing, new SecureRandom(), new SecureRandom()::nextLong),
                    Translation.node(configuration),
                    new Node.Meters(
                            new LogMeters(metrics.registry()),
                            new SessionMeters(metrics.registry()),
                            new DeliveryMeters(metrics.registry())),
                    (message, cause) -> fatal(new IllegalStateException(message, cause))));
            closing.add(() -> onLoop.run(node::stop));
            sampleDesk = new SampleDesk(node.administration());
            RoutingMeters routing = new RoutingMeters(metrics.registry(), loop, node.replica());
            metrics.gauge(MeterNames.UNPUBLISHED, node.publisher()::unpublished);
            metrics.gauge(MeterNames.OVERDUE, node.publisher()::overdue);
            metrics.gauge(MeterNames.EFFECTS_LOST, node.publisher()::lost);
            metrics.cache("tokens", node.auth().verifier()::size);
            TlsAtHand tls = TlsAtHand.open(configuration.httpTls(), metrics);
            if (tls != null) {
                closing.add(tls);
            }
            management = closing.add(openManagement(metrics, storage, routing, tls));
            gateway = closing.add(
                    openGateway(metrics, new WebPages(files, purpose == Purpose.DEMO ? demoPages() : null), tls));
            onLoop.run(routing::start);
            onLoop.call(node::start);
            LOG.info(
                    "Listening on {}:{}{}",
                    configuration.http().address(),
                    gateway.port(),
                    tls == null ? "" : " with TLS");
        } catch (ListenException | RedisStartupException | EmbeddedRedisException | WebFilesException forTheOperator) {
            closing.close();
            throw StartException.because(forTheOperator);
        } catch (RuntimeException | StartException failure) {
            closing.close();
            throw failure;
        }
    }

    private static Node.Stores stores(RedisStorage storage) {
        return new Node.Stores(
                storage.log(),
                storage.logForArchive(),
                storage.snapshots(),
                storage.transcripts(),
                storage.inbox(),
                storage.outbox(),
                storage.records(),
                storage.lastAgents(),
                storage.accounts(),
                storage.offline());
    }

    private void requireAdministrator(RedisStorage storage, ThreadPoolExecutor hashing) throws StartException {
        boolean exists = onLoop.call(() -> new FirstAdministrator(
                        loop,
                        storage.accounts(),
                        new PasswordHasher(loop, hashing, new SecureRandom(), PasswordHasher.Cost.DEFAULT))
                .exists());
        if (!exists) {
            throw new StartException(
                    "There is no administrator yet. Make the first one with: switchboard-server init-admin --name NAME"
                            + " (the password is read from standard input)");
        }
    }

    private ManagementServer openManagement(
            Metrics metrics, RedisStorage storage, RoutingMeters routing, @Nullable TlsAtHand tls)
            throws ListenException {
        Pulse pulse = new Pulse(loop::nowMs, LOOP_STOPPED_MS);
        beat(pulse);
        List<HealthCheck> live = List.of(pulse.check("loop"));
        List<HealthCheck> ready = List.of(
                pulse.check("loop"),
                new HealthCheck(
                        "redis",
                        () -> storage.health().reachable() ? Optional.empty() : Optional.of("Redis does not answer")),
                new HealthCheck(
                        "routing",
                        () -> routing.ready()
                                ? Optional.empty()
                                : Optional.of("the node has not joined the log, or its heartbeat does not come back")),
                HealthCheck.warning("redis", () -> slow(storage.health())),
                HealthCheck.warning("publisher", this::overdue),
                HealthCheck.warning("certificate", tls == null ? Optional::empty : tls::warning));
        return ManagementServer.open(
                configuration.management().address(), configuration.management().port(), live, ready, metrics::scrape);
    }

    private static Optional<String> slow(RedisHealth redis) {
        long usualMs = redis.usualMs();
        return usualMs < REDIS_SLOW_MS || !redis.reachable()
                ? Optional.empty()
                : Optional.of("Redis answers slowly: " + usualMs + " ms; messages and offers take several times that");
    }

    private Optional<String> overdue() {
        int overdue = node.publisher().overdue();
        return overdue == 0
                ? Optional.empty()
                : Optional.of(overdue + " system lines cannot be written; chats go on without them");
    }

    private void beat(Pulse pulse) {
        loop.execute(() -> {
            pulse.beat();
            loop.schedule(PULSE_MS, () -> beat(pulse));
        });
    }

    private PageSource demoPages() {
        return new DemoPages(
                loop,
                sampleDesk,
                agent -> node.auth().links().create(new AgentId(Long.parseLong(agent.getId()))),
                configuration.http().address());
    }

    private Gateway openGateway(Metrics metrics, PageSource pages, @Nullable TlsAtHand tls) throws ListenException {
        return Gateway.open(
                Translation.gateway(configuration),
                loop,
                node.frontend(),
                new Gateway.Api(node.services(), node.auth().verifier(), node.sites()::anyAllows),
                pages,
                new ConnectionMeters(metrics.registry()),
                tls == null ? null : tls.gate(),
                Runtime.getRuntime().availableProcessors() == 1 ? loop.threads() : null);
    }

    /** The port customers and agents connect to. */
    public int port() {
        return gateway.port();
    }

    public int managementPort() {
        return management.port();
    }

    /** For work that the program itself does with the node, such as sample data; {@code work} runs on the loop. */
    public <T> T withNode(Function<Node, CompletionStage<T>> work) throws StartException {
        return onLoop.call(() -> work.apply(node));
    }

    /** What the demo's pages show; to be made by who starts a demo. Of the loop. */
    SampleDesk sampleDesk() {
        return sampleDesk;
    }

    /** Completes, exceptionally, when the server cannot go on by itself. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Tells clients to come back, leaves the log and stops; data stays where it is. */
    @Override
    public void close() {
        LOG.info("Draining");
        gateway.stopAccepting();
        try {
            onLoop.call(() -> node.drain(configuration.node().comeBackAfter().toMillis()));
        } catch (StartException failure) {
            LOG.warn("Draining failed", failure);
        }
        closing.close();
        LOG.info("Stopped");
    }

    private void fatal(Throwable cause) {
        LOG.error("The server cannot go on: {}", cause.getMessage(), cause);
        ended.completeExceptionally(cause);
    }
}

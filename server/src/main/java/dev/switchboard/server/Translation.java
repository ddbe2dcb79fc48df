package dev.switchboard.server;

import dev.switchboard.server.auth.Auth;
import dev.switchboard.server.auth.AuthLimits;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.SigningKeys;
import dev.switchboard.server.auth.TokenLives;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.EmbeddedFsync;
import dev.switchboard.server.config.HostPort;
import dev.switchboard.server.config.Secret;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.gateway.GatewaySettings;
import dev.switchboard.server.publisher.PublisherOptions;
import dev.switchboard.server.redis.RedisLimits;
import dev.switchboard.server.redis.RedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.model.Settings;
import dev.switchboard.server.session.SessionSettings;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the configuration to the settings of each part, so that no part needs to know the configuration. */
final class Translation {
    private static final String EMBEDDED_DIRECTORY = "redis";

    private Translation() {}

    static EmbeddedRedisOptions embedded(Configuration configuration, Configuration.Redis.Embedded embedded) {
        return EmbeddedRedisOptions.in(configuration.node().dataDir().resolve(EMBEDDED_DIRECTORY))
                .withFsync(embedded.fsync() == EmbeddedFsync.ALWAYS ? Fsync.ALWAYS : Fsync.EVERYSEC);
    }

    /** For a Redis that runs on its own; an embedded one tells its address when it has started. */
    static RedisOptions redis(Configuration.Redis redis) {
        Configuration.Redis.Target target = redis.target();
        if (target instanceof Configuration.Redis.Single single) {
            return usual(redis, URI.create(single.url().reveal()), null);
        } else if (target instanceof Configuration.Redis.Sentinel sentinel) {
            List<URI> nodes = uris(sentinel.nodes(), redis.tls(), sentinel.user());
            return usual(redis, nodes.get(0), reveal(sentinel.password()))
                    .behindSentinels(nodes, sentinel.master(), reveal(sentinel.sentinelPassword()));
        } else if (target instanceof Configuration.Redis.Cluster cluster) {
            List<URI> nodes = uris(cluster.nodes(), redis.tls(), cluster.user());
            return usual(redis, nodes.get(0), reveal(cluster.password())).ofCluster(nodes);
        }
        throw new IllegalArgumentException("the embedded Redis has no address before it runs");
    }

    static RedisOptions redis(Configuration.Redis redis, URI address, String password) {
        return usual(redis, address, password);
    }

    private static RedisOptions usual(Configuration.Redis redis, URI address, @Nullable String password) {
        return RedisOptions.of(address, password)
                .withCaFile(redis.caFile())
                .withReplicasMin(redis.replicasMin())
                .withCommandTimeoutMs((int) redis.commandTimeout().toMillis());
    }

    private static List<URI> uris(List<HostPort> nodes, boolean tls, @Nullable String user) {
        String start = (tls ? "rediss://" : "redis://") + (user == null ? "" : user + "@");
        return nodes.stream()
                .map(node -> URI.create(start + node.host() + ":" + node.port()))
                .toList();
    }

    private static @Nullable String reveal(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    static RedisLimits limits(Configuration configuration) {
        RedisLimits usual = RedisLimits.DEFAULTS;
        Configuration.Retention retention = configuration.retention();
        return new RedisLimits(
                configuration.log().entriesMax(),
                retention.chatEntriesMax(),
                usual.chatLinesMax(),
                retention.transcripts(),
                usual.inboxEntriesMax(),
                usual.outboxEntriesMax(),
                usual.recordsMax(),
                retention.records(),
                retention.archives(),
                usual.offline());
    }

    static Node.Options node(Configuration configuration) {
        Configuration.Routing routing = configuration.routing();
        return new Node.Options(
                new ReplicaOptions(
                        routing.nodeHeartbeat().toMillis(),
                        routing.nodeLost().toMillis(),
                        ReplicaOptions.DEFAULTS.commandMs()),
                new PublisherOptions(
                        configuration.log().snapshotEntries(),
                        configuration.log().snapshotInterval().toMillis()),
                sessions(configuration),
                delivery(configuration),
                auth(configuration.tokens()),
                new Settings(
                        routing.agentGrace().toMillis(),
                        routing.customerGrace().toMillis(),
                        routing.nodeLost().toMillis(),
                        routing.missedOffersMax(),
                        routing.reofferPause().toMillis(),
                        routing.chatWeight(),
                        routing.agentCapacity()));
    }

    private static SessionSettings sessions(Configuration configuration) {
        SessionSettings usual = SessionSettings.DEFAULTS;
        Configuration.Sessions sessions = configuration.sessions();
        return new SessionSettings(
                usual.helloTimeoutMs(),
                (int) sessions.agentHeartbeat().toMillis(),
                (int) sessions.customerHeartbeat().toMillis(),
                configuration.routing().agentGrace().toMillis(),
                configuration.routing().customerGrace().toMillis(),
                usual.sessionsPerSubject(),
                configuration.http().connectionsMax(),
                usual.pendingMax(),
                usual.framesWaitingMax(),
                sessions.textCharsMax(),
                sessions.frameBytesMax(),
                sessions.customerFrames().perSecond(),
                sessions.customerFrames().burst(),
                configuration.retention().chatEntriesMax());
    }

    private static DeliverySettings delivery(Configuration configuration) {
        DeliverySettings usual = DeliverySettings.DEFAULTS;
        return new DeliverySettings(
                usual.channelsMax(),
                usual.recentMax(),
                usual.earlyMax(),
                usual.postsMax(),
                usual.linesMax(),
                usual.closedLinesMax(),
                usual.lingerMs(),
                usual.retryMs(),
                usual.pageMax(),
                usual.replyMaxBytes(),
                configuration.sessions().placeInterval().toMillis(),
                configuration.retention().transcripts().toMillis());
    }

    private static Auth.Options auth(Configuration.Tokens tokens) {
        return new Auth.Options(
                tokens.signingKeys().stream()
                        .map(key -> new SigningKeys.Key(
                                key.kid(),
                                Base64.getDecoder().decode(key.base64().reveal())))
                        .toList(),
                new TokenLives(tokens.accessLife(), tokens.renewalLife(), tokens.customerRenewalLife()),
                PasswordHasher.Cost.DEFAULT,
                AuthLimits.DEFAULTS.withCustomersPerAddress(tokens.customersPerAddress()));
    }

    static GatewaySettings gateway(Configuration configuration) {
        Configuration.Http http = configuration.http();
        Configuration.Sessions sessions = configuration.sessions();
        return new GatewaySettings(
                http.address(),
                http.port(),
                http.threads(),
                http.requestTimeout().toMillis(),
                http.bodyBytesMax(),
                http.callsMax(),
                sessions.frameBytesMax(),
                sessions.outgoingBytesMax(),
                admission(http),
                flow(sessions.customerFrames(), sessions.customerBytesPerSecond()),
                flow(sessions.agentFrames(), sessions.agentBytesPerSecond()),
                rate(sessions.addressFramesPerSecond(), 2));
    }

    /** Whole offices come back at once after a restart, so an address may make several seconds' worth in one. */
    private static GatewaySettings.Admission admission(Configuration.Http http) {
        return new GatewaySettings.Admission(
                http.connectionsMax(),
                http.connectionsPerAddressMax(),
                rate(http.connectionRate(), 2),
                rate(http.connectionRatePerAddress(), 5),
                http.strangersMax(),
                http.strangersPerAddressMax(),
                rate(http.requestRatePerAddress(), 5),
                new GatewaySettings.Proxies(
                        http.trustedProxies().stream()
                                .map(network -> new GatewaySettings.Network(network.address(), network.bits()))
                                .toList(),
                        GatewaySettings.ForwardedHeader.valueOf(
                                http.forwardedHeader().name())));
    }

    private static GatewaySettings.Flow flow(Configuration.FrameRate frames, int bytesPerSecond) {
        return new GatewaySettings.Flow(
                new GatewaySettings.Rate(frames.perSecond(), frames.burst()), rate(bytesPerSecond, 4));
    }

    private static GatewaySettings.Rate rate(int perSecond, int seconds) {
        return new GatewaySettings.Rate(perSecond, perSecond * seconds);
    }
}

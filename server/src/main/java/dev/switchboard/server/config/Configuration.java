package dev.switchboard.server.config;

import dev.switchboard.server.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of this node; what each means and its bounds stand in {@link Keys}. */
public record Configuration(
        Node node,
        Http http,
        HttpTls httpTls,
        Management management,
        Redis redis,
        Tokens tokens,
        Sessions sessions,
        Routing routing,
        Log log,
        Retention retention) {

    public record Node(String name, Path dataDir, Duration comeBackAfter) {}

    public record Http(
            String address,
            int port,
            int threads,
            Duration requestTimeout,
            int bodyBytesMax,
            int callsMax,
            int connectionsMax,
            int connectionsPerAddressMax,
            int connectionRate,
            int connectionRatePerAddress,
            int strangersMax,
            int strangersPerAddressMax,
            int requestRatePerAddress,
            List<Network> trustedProxies,
            ForwardedHeader forwardedHeader) {}

    /**
     * TLS on the port of {@link Http}.
     *
     * @param files null: clients, or a proxy ahead of the server, speak plain HTTP
     * @param hstsMaxAge zero: browsers are not told
     */
    public record HttpTls(@Nullable CertificateFiles files, Duration hstsMaxAge) {}

    public record Management(String address, int port) {}

    /**
     * @param target where Redis is
     * @param tls to Sentinel or Cluster; a URL says it itself
     * @param caFile who may vouch for Redis; null for those whom Java trusts
     * @param replicasMin replicas that must have what is acknowledged
     */
    public record Redis(
            Target target, boolean tls, @Nullable Path caFile, int replicasMin, Duration commandTimeout) {

        public sealed interface Target {}

        /** The server starts its own. */
        public record Embedded(EmbeddedFsync fsync) implements Target {}

        public record Single(Secret url) implements Target {}

        /** @param sentinelPassword for the Sentinels themselves, user and password are for Redis */
        public record Sentinel(
                String master,
                List<HostPort> nodes,
                @Nullable Secret sentinelPassword,
                @Nullable String user,
                @Nullable Secret password)
                implements Target {}

        public record Cluster(
                List<HostPort> nodes,
                @Nullable String user,
                @Nullable Secret password) implements Target {}
    }

    /** @param signingKeys empty: made once and shared through Redis */
    public record Tokens(
            List<SigningKey> signingKeys,
            Duration accessLife,
            Duration renewalLife,
            Duration customerRenewalLife,
            int customersPerAddress) {}

    public record Sessions(
            Duration agentHeartbeat,
            Duration customerHeartbeat,
            int textCharsMax,
            int frameBytesMax,
            int outgoingBytesMax,
            FrameRate customerFrames,
            FrameRate agentFrames,
            int customerBytesPerSecond,
            int agentBytesPerSecond,
            int addressFramesPerSecond,
            Duration placeInterval) {}

    public record FrameRate(int perSecond, int burst) {}

    /** All but the heartbeat reach the core, by a command in the log. */
    public record Routing(
            Duration agentGrace,
            Duration customerGrace,
            Duration nodeLost,
            Duration nodeHeartbeat,
            int missedOffersMax,
            Duration reofferPause,
            int chatWeight,
            int agentCapacity) {}

    public record Log(int entriesMax, int snapshotEntries, Duration snapshotInterval) {}

    public record Retention(int chatEntriesMax, Duration transcripts, Duration records, Duration archives) {}

    /** {@return the configuration that consists of defaults} */
    public static Configuration defaults() {
        return ConfigurationAssembly.assemble(new Values(Map.of()));
    }
}

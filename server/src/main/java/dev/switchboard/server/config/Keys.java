package dev.switchboard.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: name, kind, bounds, default and meaning, and nothing about settings anywhere else. {@code
 * docs/configuration.md} is compared with this list by a test.
 */
public final class Keys {

    /** In the order of the constants below. */
    private static final List<Key<?>> REGISTERED = new ArrayList<>();

    static final Key<String> NODE_NAME = key(
            "node.name",
            Kinds.text("[A-Za-z0-9._-]{1,64}", "1–64 of [A-Za-z0-9._-]"),
            "node",
            "Name of this process in logs and in Redis' presence keys");
    static final Key<Path> NODE_DATA_DIR = key(
            "node.data-dir",
            Kinds.path(),
            Path.of("data"),
            "Directory for the embedded Redis and for archives; made when missing, locked while in use");
    static final Key<Duration> NODE_COME_BACK_AFTER = key(
            "node.come-back-after",
            Kinds.duration(Duration.ZERO, Duration.ofMinutes(1)),
            Duration.ofSeconds(1),
            "When this node stops, it tells its clients to come back after a random time between this and twice this");

    static final Key<String> HTTP_ADDRESS = key(
            "http.address", address(), "0.0.0.0", "Address that clients connect to; 127.0.0.1 for this machine only");
    static final Key<Integer> HTTP_PORT =
            key("http.port", Kinds.number(0, 65_535), 8080, "Port for WebSocket and API; 0 takes any free one");
    static final Key<Integer> HTTP_THREADS = key(
            "http.threads",
            Kinds.number(1, 64),
            2,
            "Threads that read and write sockets; with one processor, the node's own thread does");
    static final Key<Duration> HTTP_REQUEST_TIMEOUT = key(
            "http.request-timeout",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            Duration.ofSeconds(10),
            "A connection that has not sent a whole request for this long, or idles between requests, is closed");
    static final Key<Integer> HTTP_BODY_MAX =
            key("http.body-max", Kinds.bytes(16 << 10, 8 << 20), 256 << 10, "Largest body of an API call");
    static final Key<Integer> HTTP_CALLS_MAX = key(
            "http.calls-max",
            Kinds.number(1, 100_000),
            1_000,
            "API calls in work at once; more are refused as retryable");
    static final Key<Integer> HTTP_CONNECTIONS_MAX = key(
            "http.connections-max",
            Kinds.number(1, 1_000_000),
            50_000,
            "Connections at once; more are closed on arrival");
    static final Key<Integer> HTTP_CONNECTIONS_PER_ADDRESS = key(
            "http.connections-per-address-max",
            Kinds.number(1, 1_000_000),
            2_000,
            "Connections at once from one address (of IPv6: from one /64)");
    static final Key<Integer> HTTP_CONNECTION_RATE = key(
            "http.connections-per-second",
            Kinds.number(1, 100_000),
            1_000,
            "New connections per second, and twice that at once; more are refused as retryable");
    static final Key<Integer> HTTP_CONNECTION_RATE_PER_ADDRESS = key(
            "http.connections-per-address-per-second",
            Kinds.number(1, 100_000),
            200,
            "New connections per second from one address, and five times that at once");
    static final Key<Integer> HTTP_STRANGERS_MAX = key(
            "http.strangers-max",
            Kinds.number(1, 1_000_000),
            10_000,
            "Connections at once that are no WebSocket with a welcome; for one more the oldest of them is closed");
    static final Key<Integer> HTTP_STRANGERS_PER_ADDRESS =
            key("http.strangers-per-address-max", Kinds.number(1, 1_000_000), 1_000, "The same from one address");
    static final Key<Integer> HTTP_REQUEST_RATE_PER_ADDRESS = key(
            "http.requests-per-address-per-second",
            Kinds.number(1, 100_000),
            1_000,
            "HTTP requests per second from one address, and five times that at once");
    static final Key<List<Network>> HTTP_TRUSTED_PROXIES = key(
            "http.trusted-proxies",
            Kinds.networks(64),
            null,
            "Proxies that are believed when they name their client; absent: none, and the header is ignored");
    static final Key<ForwardedHeader> HTTP_FORWARDED_HEADER = key(
            "http.forwarded-header",
            Kinds.choice(ForwardedHeader.class),
            ForwardedHeader.X_FORWARDED_FOR,
            "Header in which http.trusted-proxies name their client; they must write it themselves");

    static final Key<Path> HTTP_TLS_CERTIFICATE_FILE = key(
            "http.tls.certificate-file",
            Kinds.path(),
            null,
            "PEM file with the server's certificate and those between it and the authority; given with the key, http.port speaks TLS only");
    static final Key<Path> HTTP_TLS_KEY_FILE =
            key("http.tls.key-file", Kinds.path(), null, "PEM file with the key of the certificate, RSA or EC");
    static final Key<Secret> HTTP_TLS_KEY_PASSWORD =
            key("http.tls.key-password", Kinds.secret(1, 512), null, "Password of the key, where it is encrypted");
    static final Key<Path> HTTP_TLS_KEY_PASSWORD_FILE = fileOf(HTTP_TLS_KEY_PASSWORD);
    static final Key<Duration> HTTP_TLS_HSTS = key(
            "http.tls.hsts-max-age",
            Kinds.duration(Duration.ZERO, Duration.ofDays(730)),
            Duration.ofDays(180),
            "For so long browsers that were here once come to this host by TLS only; 0s does not tell them so");

    static final Key<String> MANAGEMENT_ADDRESS = key(
            "management.address",
            address(),
            "127.0.0.1",
            "Address of health and metrics; they have no sign-in of their own");
    static final Key<Integer> MANAGEMENT_PORT =
            key("management.port", Kinds.number(0, 65_535), 9090, "Port of health and metrics; 0 takes any free one");

    static final Key<Secret> REDIS_URL = key(
            "redis.url",
            Kinds.secretUri("redis", "rediss"),
            null,
            "Redis to use, port 6379 where none is given; absent, and without sentinel or cluster, the server starts its own below node.data-dir");
    static final Key<Path> REDIS_URL_FILE = fileOf(REDIS_URL);
    static final Key<String> REDIS_SENTINEL_MASTER = key(
            "redis.sentinel.master",
            Kinds.text("[A-Za-z0-9._-]{1,64}", "1–64 of [A-Za-z0-9._-]"),
            null,
            "Name of the master that Sentinel watches");
    static final Key<List<HostPort>> REDIS_SENTINEL_NODES =
            key("redis.sentinel.nodes", Kinds.hosts(16), null, "The Sentinels");
    static final Key<Secret> REDIS_SENTINEL_PASSWORD = key(
            "redis.sentinel.password",
            Kinds.secret(1, 512),
            null,
            "What the Sentinels themselves ask for; redis.password is for the Redis they watch");
    static final Key<Path> REDIS_SENTINEL_PASSWORD_FILE = fileOf(REDIS_SENTINEL_PASSWORD);
    static final Key<List<HostPort>> REDIS_CLUSTER_NODES =
            key("redis.cluster.nodes", Kinds.hosts(64), null, "Some nodes of a Redis Cluster");
    static final Key<String> REDIS_USER = key(
            "redis.user",
            Kinds.text("\\S{1,64}", "1–64 characters without blanks"),
            null,
            "User of the Redis behind Sentinel, or of the Cluster");
    static final Key<Secret> REDIS_PASSWORD = key(
            "redis.password", Kinds.secret(1, 512), null, "Password of the Redis behind Sentinel, or of the Cluster");
    static final Key<Path> REDIS_PASSWORD_FILE = fileOf(REDIS_PASSWORD);
    static final Key<Tls> REDIS_TLS = key(
            "redis.tls",
            Kinds.choice(Tls.class),
            Tls.OFF,
            "TLS to Sentinel or Cluster; for one Redis write rediss:// into redis.url");
    static final Key<Path> REDIS_CA_FILE = key(
            "redis.ca-file",
            Kinds.path(),
            null,
            "PEM file with the certificates that may vouch for Redis over TLS; absent: those that Java trusts");
    static final Key<Integer> REDIS_REPLICAS_MIN = key(
            "redis.replicas-min",
            Kinds.number(0, 5),
            null,
            "Replicas that must have a write before it is acknowledged; absent: 1 behind Sentinel or Cluster, else 0");
    static final Key<Duration> REDIS_COMMAND_TIMEOUT = key(
            "redis.command-timeout",
            Kinds.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            Duration.ofSeconds(2),
            "Time to connect to Redis, and to wait for an answer");
    static final Key<EmbeddedFsync> REDIS_EMBEDDED_FSYNC = key(
            "redis.embedded.fsync",
            Kinds.choice(EmbeddedFsync.class),
            EmbeddedFsync.ALWAYS,
            "When the embedded Redis writes to disk; everysec may lose about 2 s of acknowledged data");

    static final Key<List<SigningKey>> TOKENS_SIGNING_KEYS = key(
            "tokens.signing-keys",
            Kinds.signingKeys(),
            null,
            "Keys of tokens: the first signs, both are valid; absent: one is made and shared through Redis");
    static final Key<Path> TOKENS_SIGNING_KEYS_FILE = fileOf(TOKENS_SIGNING_KEYS);
    static final Key<Duration> TOKENS_ACCESS_LIFE = key(
            "tokens.access-life",
            Kinds.duration(Duration.ofMinutes(1), Duration.ofHours(24)),
            Duration.ofMinutes(15),
            "Life of an access token");
    static final Key<Duration> TOKENS_RENEWAL_LIFE = key(
            "tokens.renewal-life",
            Kinds.duration(Duration.ofMinutes(10), Duration.ofDays(365)),
            Duration.ofDays(30),
            "Life of a renewal token of agents and programs");
    static final Key<Duration> TOKENS_CUSTOMER_RENEWAL_LIFE = key(
            "tokens.customer-renewal-life",
            Kinds.duration(Duration.ofMinutes(10), Duration.ofDays(730)),
            Duration.ofDays(365),
            "Life of a customer's renewal token");
    static final Key<Integer> TOKENS_CUSTOMERS_PER_ADDRESS = key(
            "tokens.customers-per-address-per-minute",
            Kinds.number(1, 1_000_000),
            3_000,
            "New anonymous customers of one address in a minute; each takes room in Redis for a renewal-life");

    static final Key<Duration> SESSIONS_AGENT_HEARTBEAT = key(
            "sessions.agent-heartbeat",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            Duration.ofSeconds(5),
            "Interval of an agent's heartbeat; after two missed ones the connection is dead");
    static final Key<Duration> SESSIONS_CUSTOMER_HEARTBEAT = key(
            "sessions.customer-heartbeat",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            Duration.ofSeconds(20),
            "Interval of a customer's heartbeat; after two missed ones the connection is dead");
    static final Key<Integer> SESSIONS_TEXT_MAX =
            key("sessions.text-max", Kinds.number(1, 16_000), 4_000, "UTF-16 code units of one message's text");
    static final Key<Integer> SESSIONS_FRAME_MAX =
            key("sessions.frame-max", Kinds.bytes(4 << 10, 1 << 20), 64 << 10, "Largest frame from a client");
    static final Key<Integer> SESSIONS_OUTGOING_MAX = key(
            "sessions.outgoing-max",
            Kinds.bytes(64 << 10, 64 << 20),
            1 << 20,
            "Bytes that may wait for one client; beyond, it is closed as a slow reader");
    static final Key<Integer> SESSIONS_CUSTOMER_FRAME_RATE = key(
            "sessions.customer-frames-per-second",
            Kinds.number(1, 10_000),
            20,
            "Frames a customer may send per second");
    static final Key<Integer> SESSIONS_CUSTOMER_FRAME_BURST =
            key("sessions.customer-frames-burst", Kinds.number(1, 20_000), 40, "Frames a customer may send at once");
    static final Key<Integer> SESSIONS_AGENT_FRAME_RATE = key(
            "sessions.agent-frames-per-second",
            Kinds.number(1, 10_000),
            100,
            "Frames an agent, bot or program may send per second");
    static final Key<Integer> SESSIONS_AGENT_FRAME_BURST = key(
            "sessions.agent-frames-burst",
            Kinds.number(1, 20_000),
            200,
            "Frames an agent, bot or program may send at once");
    static final Key<Integer> SESSIONS_CUSTOMER_BYTE_RATE = key(
            "sessions.customer-bytes-per-second",
            Kinds.bytes(16 << 10, 64 << 20),
            256 << 10,
            "Bytes a customer may send per second, and four times that at once");
    static final Key<Integer> SESSIONS_AGENT_BYTE_RATE = key(
            "sessions.agent-bytes-per-second",
            Kinds.bytes(16 << 10, 64 << 20),
            1 << 20,
            "Bytes an agent, bot or program may send per second, and four times that at once");
    static final Key<Integer> SESSIONS_ADDRESS_FRAME_RATE = key(
            "sessions.address-frames-per-second",
            Kinds.number(1, 1_000_000),
            10_000,
            "Frames that all clients of one address may send per second, and twice that at once");
    static final Key<Duration> SESSIONS_PLACE_INTERVAL = key(
            "sessions.place-interval",
            Kinds.duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
            Duration.ofSeconds(1),
            "Shortest time between two updates of a customer's place");

    static final Key<Duration> ROUTING_AGENT_GRACE = key(
            "routing.agent-grace",
            Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
            Duration.ofSeconds(30),
            "An agent without a connection keeps his chats this long");
    static final Key<Duration> ROUTING_CUSTOMER_GRACE = key(
            "routing.customer-grace",
            Kinds.duration(Duration.ZERO, Duration.ofHours(24)),
            Duration.ofSeconds(60),
            "A customer without a connection keeps chat or place this long");
    static final Key<Duration> ROUTING_NODE_LOST = key(
            "routing.node-lost",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            Duration.ofSeconds(3),
            "A node without a heartbeat is lost after this; at least four heartbeats");
    static final Key<Duration> ROUTING_NODE_HEARTBEAT = key(
            "routing.node-heartbeat",
            Kinds.duration(Duration.ofMillis(50), Duration.ofSeconds(5)),
            Duration.ofMillis(500),
            "Interval of a node's heartbeat in the log");
    static final Key<Integer> ROUTING_MISSED_OFFERS = key(
            "routing.missed-offers-max",
            Kinds.number(1, 100),
            3,
            "Missed offers in a row after which an agent is not responding");
    static final Key<Duration> ROUTING_REOFFER_PAUSE = key(
            "routing.reoffer-pause",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            Duration.ofSeconds(10),
            "After this an agent may be offered a chat again that he declined or missed, if nobody else fits");
    static final Key<Integer> ROUTING_CHAT_WEIGHT =
            key("routing.chat-weight", Kinds.number(1, 100), 1, "Units that a chat takes of an agent's capacity");
    static final Key<Integer> ROUTING_AGENT_CAPACITY = key(
            "routing.agent-capacity",
            Kinds.number(1, 100),
            3,
            "Units of an agent where neither he nor the chat's queue has a capacity");

    static final Key<Integer> LOG_ENTRIES_MAX = key(
            "log.entries-max",
            Kinds.number(10_000, 10_000_000),
            200_000,
            "Entries of the routing log; at the bound new work is refused as retryable");
    static final Key<Integer> LOG_SNAPSHOT_ENTRIES = key(
            "log.snapshot-entries",
            Kinds.number(1_000, 1_000_000),
            50_000,
            "A snapshot after so many entries; at most a quarter of log.entries-max");
    static final Key<Duration> LOG_SNAPSHOT_INTERVAL = key(
            "log.snapshot-interval",
            Kinds.duration(Duration.ofSeconds(10), Duration.ofHours(24)),
            Duration.ofMinutes(5),
            "A snapshot at the latest after this time, if there were entries");

    static final Key<Integer> RETENTION_CHAT_ENTRIES = key(
            "retention.chat-entries-max",
            Kinds.number(100, 100_000),
            5_000,
            "Messages in one chat; further ones are refused");
    static final Key<Duration> RETENTION_TRANSCRIPTS = key(
            "retention.transcripts",
            Kinds.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            Duration.ofDays(30),
            "Closed transcripts are kept this long");
    static final Key<Duration> RETENTION_RECORDS = key(
            "retention.records",
            Kinds.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            Duration.ofDays(90),
            "Records of decisions and of closed chats are kept this long");
    static final Key<Duration> RETENTION_ARCHIVES = key(
            "retention.archives",
            Kinds.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            Duration.ofDays(14),
            "Archive files of trimmed log entries are kept this long");

    private Keys() {}

    /** {@return all settings, in the order of the documentation} */
    public static List<Key<?>> all() {
        return Collections.unmodifiableList(REGISTERED);
    }

    private static Kind<String> address() {
        return Kinds.text("[0-9A-Za-z.:-]{1,253}", "a host name or an IP address of this machine");
    }

    private static Key<Path> fileOf(Key<?> secret) {
        return key(secret.fileName(), Kinds.path(), null, "File that holds " + secret.name());
    }

    private static <T> Key<T> key(String name, Kind<T> kind, @Nullable T defaultValue, String meaning) {
        Key<T> key = new Key<>(name, kind, defaultValue, meaning);
        REGISTERED.add(key);
        return key;
    }
}

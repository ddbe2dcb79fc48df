package dev.switchboard.server.config;

import dev.switchboard.server.config.Configuration.FrameRate;
import dev.switchboard.server.config.Configuration.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Builds the records from single values, and checks what concerns several settings at once. */
final class ConfigurationAssembly {

    /** UTF-8 needs at most three bytes for one UTF-16 code unit; the rest of a frame takes far less than 1 KiB. */
    private static final int BYTES_PER_CODE_UNIT_MAX = 3;

    private static final int FRAME_OVERHEAD_BYTES = 1 << 10;

    private ConfigurationAssembly() {}

    static Configuration assemble(Values values) {
        return new Configuration(
                new Configuration.Node(
                        values.get(Keys.NODE_NAME),
                        values.get(Keys.NODE_DATA_DIR),
                        values.get(Keys.NODE_COME_BACK_AFTER)),
                http(values),
                new Configuration.HttpTls(HttpTlsCheck.files(values), values.get(Keys.HTTP_TLS_HSTS)),
                new Configuration.Management(values.get(Keys.MANAGEMENT_ADDRESS), values.get(Keys.MANAGEMENT_PORT)),
                redis(values),
                new Configuration.Tokens(
                        Objects.requireNonNullElse(values.find(Keys.TOKENS_SIGNING_KEYS), List.of()),
                        values.get(Keys.TOKENS_ACCESS_LIFE),
                        values.get(Keys.TOKENS_RENEWAL_LIFE),
                        values.get(Keys.TOKENS_CUSTOMER_RENEWAL_LIFE),
                        values.get(Keys.TOKENS_CUSTOMERS_PER_ADDRESS)),
                sessions(values),
                new Configuration.Routing(
                        values.get(Keys.ROUTING_AGENT_GRACE),
                        values.get(Keys.ROUTING_CUSTOMER_GRACE),
                        values.get(Keys.ROUTING_NODE_LOST),
                        values.get(Keys.ROUTING_NODE_HEARTBEAT),
                        values.get(Keys.ROUTING_MISSED_OFFERS),
                        values.get(Keys.ROUTING_REOFFER_PAUSE),
                        values.get(Keys.ROUTING_CHAT_WEIGHT),
                        values.get(Keys.ROUTING_AGENT_CAPACITY)),
                new Configuration.Log(
                        values.get(Keys.LOG_ENTRIES_MAX),
                        values.get(Keys.LOG_SNAPSHOT_ENTRIES),
                        values.get(Keys.LOG_SNAPSHOT_INTERVAL)),
                new Configuration.Retention(
                        values.get(Keys.RETENTION_CHAT_ENTRIES),
                        values.get(Keys.RETENTION_TRANSCRIPTS),
                        values.get(Keys.RETENTION_RECORDS),
                        values.get(Keys.RETENTION_ARCHIVES)));
    }

    private static Configuration.Http http(Values values) {
        return new Configuration.Http(
                values.get(Keys.HTTP_ADDRESS),
                values.get(Keys.HTTP_PORT),
                values.get(Keys.HTTP_THREADS),
                values.get(Keys.HTTP_REQUEST_TIMEOUT),
                values.get(Keys.HTTP_BODY_MAX),
                values.get(Keys.HTTP_CALLS_MAX),
                values.get(Keys.HTTP_CONNECTIONS_MAX),
                values.get(Keys.HTTP_CONNECTIONS_PER_ADDRESS),
                values.get(Keys.HTTP_CONNECTION_RATE),
                values.get(Keys.HTTP_CONNECTION_RATE_PER_ADDRESS),
                values.get(Keys.HTTP_STRANGERS_MAX),
                values.get(Keys.HTTP_STRANGERS_PER_ADDRESS),
                values.get(Keys.HTTP_REQUEST_RATE_PER_ADDRESS),
                Objects.requireNonNullElse(values.find(Keys.HTTP_TRUSTED_PROXIES), List.of()),
                values.get(Keys.HTTP_FORWARDED_HEADER));
    }

    private static Configuration.Sessions sessions(Values values) {
        return new Configuration.Sessions(
                values.get(Keys.SESSIONS_AGENT_HEARTBEAT),
                values.get(Keys.SESSIONS_CUSTOMER_HEARTBEAT),
                values.get(Keys.SESSIONS_TEXT_MAX),
                values.get(Keys.SESSIONS_FRAME_MAX),
                values.get(Keys.SESSIONS_OUTGOING_MAX),
                new FrameRate(
                        values.get(Keys.SESSIONS_CUSTOMER_FRAME_RATE), values.get(Keys.SESSIONS_CUSTOMER_FRAME_BURST)),
                new FrameRate(values.get(Keys.SESSIONS_AGENT_FRAME_RATE), values.get(Keys.SESSIONS_AGENT_FRAME_BURST)),
                values.get(Keys.SESSIONS_CUSTOMER_BYTE_RATE),
                values.get(Keys.SESSIONS_AGENT_BYTE_RATE),
                values.get(Keys.SESSIONS_ADDRESS_FRAME_RATE),
                values.get(Keys.SESSIONS_PLACE_INTERVAL));
    }

    private static Redis redis(Values values) {
        Redis.Target target = redisTarget(values);
        boolean replicated = target instanceof Redis.Sentinel || target instanceof Redis.Cluster;
        return new Redis(
                target,
                values.get(Keys.REDIS_TLS) == Tls.ON,
                values.find(Keys.REDIS_CA_FILE),
                Objects.requireNonNullElse(values.find(Keys.REDIS_REPLICAS_MIN), replicated ? 1 : 0),
                values.get(Keys.REDIS_COMMAND_TIMEOUT));
    }

    private static Redis.Target redisTarget(Values values) {
        Secret url = values.find(Keys.REDIS_URL);
        if (url != null) {
            return new Redis.Single(url);
        }
        List<HostPort> sentinels = values.find(Keys.REDIS_SENTINEL_NODES);
        if (sentinels != null) {
            return new Redis.Sentinel(
                    values.get(Keys.REDIS_SENTINEL_MASTER),
                    sentinels,
                    values.find(Keys.REDIS_SENTINEL_PASSWORD),
                    values.find(Keys.REDIS_USER),
                    values.find(Keys.REDIS_PASSWORD));
        }
        List<HostPort> cluster = values.find(Keys.REDIS_CLUSTER_NODES);
        if (cluster != null) {
            return new Redis.Cluster(cluster, values.find(Keys.REDIS_USER), values.find(Keys.REDIS_PASSWORD));
        }
        return new Redis.Embedded(values.get(Keys.REDIS_EMBEDDED_FSYNC));
    }

    /** Faults that no single value has. */
    static List<Fault> check(Values values) {
        Check check = new Check(values, new ArrayList<>());
        new HttpTlsCheck(values, check::fault).run();
        check.redis();
        check.ports();
        check.sizes();
        check.times();
        return check.faults;
    }

    private record Check(Values values, List<Fault> faults) {

        void redis() {
            List<Key<?>> targets = List.of(Keys.REDIS_URL, Keys.REDIS_SENTINEL_NODES, Keys.REDIS_CLUSTER_NODES);
            List<Key<?>> given = new ArrayList<>(targets);
            given.removeIf(key -> !values.has(key));
            if (given.size() > 1) {
                fault(given.get(1), "is given beside " + given.get(0).name(), "Give one of the two");
            }
            if (values.has(Keys.REDIS_SENTINEL_NODES) != values.has(Keys.REDIS_SENTINEL_MASTER)) {
                boolean nodes = values.has(Keys.REDIS_SENTINEL_NODES);
                fault(
                        nodes ? Keys.REDIS_SENTINEL_NODES : Keys.REDIS_SENTINEL_MASTER,
                        "is given without " + (nodes ? Keys.REDIS_SENTINEL_MASTER : Keys.REDIS_SENTINEL_NODES).name(),
                        "Give both");
            }
            if (values.has(Keys.REDIS_SENTINEL_PASSWORD) && !values.has(Keys.REDIS_SENTINEL_NODES)) {
                fault(
                        Keys.REDIS_SENTINEL_PASSWORD,
                        "is given without " + Keys.REDIS_SENTINEL_NODES.name(),
                        "Leave it out, or name the Sentinels");
            }
            boolean signsIn = values.has(Keys.REDIS_SENTINEL_NODES) || values.has(Keys.REDIS_CLUSTER_NODES);
            for (Key<?> key : List.of(Keys.REDIS_USER, Keys.REDIS_PASSWORD)) {
                if (values.has(key) && !signsIn) {
                    fault(
                            key,
                            "serves Sentinel and Cluster only",
                            "Write it into redis.url as redis://user:password@host:6379, or leave it out");
                }
            }
            if (values.has(Keys.REDIS_EMBEDDED_FSYNC) && !given.isEmpty()) {
                fault(
                        Keys.REDIS_EMBEDDED_FSYNC,
                        "has no meaning beside " + given.get(0).name(),
                        "Leave one of them out");
            }
            replicas(given.isEmpty());
            tls();
        }

        private void replicas(boolean embedded) {
            Integer min = values.find(Keys.REDIS_REPLICAS_MIN);
            if (embedded && min != null && min > 0) {
                fault(
                        Keys.REDIS_REPLICAS_MIN,
                        "asks for replicas that the embedded Redis does not have",
                        "Leave it out, or name a Redis of your own");
            }
        }

        private void tls() {
            boolean severalServers = values.has(Keys.REDIS_SENTINEL_NODES) || values.has(Keys.REDIS_CLUSTER_NODES);
            if (values.has(Keys.REDIS_TLS) && !severalServers) {
                fault(
                        Keys.REDIS_TLS,
                        "serves Sentinel and Cluster only",
                        "Write rediss:// or redis:// into redis.url, and leave it out");
            }
            Secret url = values.find(Keys.REDIS_URL);
            boolean encrypted = severalServers
                    ? values.get(Keys.REDIS_TLS) == Tls.ON
                    : url != null && url.reveal().startsWith("rediss:");
            if (values.has(Keys.REDIS_CA_FILE) && !encrypted) {
                fault(
                        Keys.REDIS_CA_FILE,
                        "is given, but the connection is not encrypted",
                        "Use rediss:// in redis.url, or redis.tls: on with Sentinel or Cluster; or leave it out");
            }
        }

        void ports() {
            int port = values.get(Keys.HTTP_PORT);
            if (port != 0 && port == values.get(Keys.MANAGEMENT_PORT)) {
                fault(Keys.MANAGEMENT_PORT, "equals http.port", "Give each its own port");
            }
        }

        void sizes() {
            int frame = values.get(Keys.SESSIONS_FRAME_MAX);
            int text = values.get(Keys.SESSIONS_TEXT_MAX);
            if (frame < (text * BYTES_PER_CODE_UNIT_MAX) + FRAME_OVERHEAD_BYTES) {
                fault(
                        Keys.SESSIONS_FRAME_MAX,
                        "is too small for a text of sessions.text-max characters",
                        "Give at least three times sessions.text-max plus 1KiB");
            }
            if (values.get(Keys.SESSIONS_OUTGOING_MAX) < 2 * frame) {
                fault(
                        Keys.SESSIONS_OUTGOING_MAX,
                        "is less than two frames of sessions.frame-max",
                        "Raise it, or lower sessions.frame-max");
            }
            atLeast(Keys.SESSIONS_CUSTOMER_FRAME_BURST, Keys.SESSIONS_CUSTOMER_FRAME_RATE);
            atLeast(Keys.SESSIONS_AGENT_FRAME_BURST, Keys.SESSIONS_AGENT_FRAME_RATE);
            if (values.get(Keys.LOG_SNAPSHOT_ENTRIES) > values.get(Keys.LOG_ENTRIES_MAX) / 4) {
                fault(
                        Keys.LOG_SNAPSHOT_ENTRIES,
                        "is more than a quarter of log.entries-max",
                        "The log holds the entries since the snapshot before the last: lower it, or raise the other");
            }
        }

        void times() {
            if (values.get(Keys.ROUTING_NODE_LOST)
                            .compareTo(values.get(Keys.ROUTING_NODE_HEARTBEAT).multipliedBy(4))
                    < 0) {
                fault(
                        Keys.ROUTING_NODE_LOST,
                        "is less than four times routing.node-heartbeat",
                        "A node would be lost by a short pause: raise it, or lower the other");
            }
            for (Key<Duration> renewal : List.of(Keys.TOKENS_RENEWAL_LIFE, Keys.TOKENS_CUSTOMER_RENEWAL_LIFE)) {
                if (values.get(renewal).compareTo(values.get(Keys.TOKENS_ACCESS_LIFE)) < 0) {
                    fault(renewal, "is shorter than tokens.access-life", "Raise it, or lower the other");
                }
            }
        }

        private void atLeast(Key<Integer> burst, Key<Integer> rate) {
            if (values.get(burst) < values.get(rate)) {
                fault(burst, "is less than " + rate.name(), "Raise it, or lower the other");
            }
        }

        private void fault(Key<?> key, String what, String remedy) {
            faults.add(new Fault(values.where(key), key.name(), what, remedy));
        }
    }
}

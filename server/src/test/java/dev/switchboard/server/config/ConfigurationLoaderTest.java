package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

    private static final String KEY = "k1:" + "QUJD".repeat(11);

    @TempDir
    private Path directory;

    @Test
    void shouldHaveDefaultsForEverythingButRedis() throws Exception {
        Configuration configuration = load("");

        assertThat(configuration).isEqualTo(Configuration.defaults());
        assertThat(configuration.http().port()).isEqualTo(8080);
        assertThat(configuration.management()).isEqualTo(new Configuration.Management("127.0.0.1", 9090));
        assertThat(configuration.redis().target()).isEqualTo(new Configuration.Redis.Embedded(EmbeddedFsync.ALWAYS));
        assertThat(configuration.tokens().signingKeys()).isEmpty();
    }

    @Test
    void shouldPreferEnvironmentToFileToDefault() throws Exception {
        Configuration configuration = load(
                "http: {port: 1000, threads: 5}\nlog: {snapshot-interval: 2m}",
                Map.of("SWITCHBOARD_HTTP_PORT", "2000", "UNRELATED", "x"));

        assertThat(configuration.http().port()).isEqualTo(2000);
        assertThat(configuration.http().threads()).isEqualTo(5);
        assertThat(configuration.log().snapshotInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.log().entriesMax()).isEqualTo(200_000);
    }

    @Test
    void shouldReportAllFaultsOfOneFileTogether() {
        List<Fault> faults = faults("""
                http:
                  port: seventy
                  thread: 4
                management:
                  port: 70000
                routing:
                  agent-grace: 30
                redis:
                  embedded: {fsync: never}
                log:
                  snapshot-entries: 100000
                """);

        assertThat(faults)
                .extracting(Fault::key)
                .containsExactly(
                        "http.thread",
                        "http.port",
                        "management.port",
                        "redis.embedded.fsync",
                        "routing.agent-grace",
                        "log.snapshot-entries");
        assertThat(faults)
                .extracting(fault -> fault.where().replaceAll(".*:", ""))
                .containsExactly("3", "2", "5", "9", "7", "11");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy()).isNotBlank());
        assertThat(faults.get(0).remedy()).contains("Did you mean http.threads?");
        assertThat(faults.get(1).toString()).contains("is not a whole number: 'seventy'. Give a number of 0–65535.");
    }

    @Test
    void shouldRefuseDuplicateKeysAndStillReadTheRest() {
        List<Fault> faults = faults("http:\n  port: 1\n  port: 2\nhttp:\n  threads: none\n");

        assertThat(faults).extracting(Fault::key).containsExactly("http.port", "http.threads");
        assertThat(faults.get(0).what()).contains("is given before").contains(":2");
    }

    @Test
    void shouldRefuseWrongShapes() {
        assertThat(faults("http: 8080").get(0).what()).isEqualTo("is a group of settings, not a setting");
        assertThat(faults("http: {port: [1, 2]}").get(0).what()).isEqualTo("is a list");
        assertThat(faults("http: {port: }").get(0).what()).isEqualTo("has no value");
        assertThat(faults("http: {address: ''}").get(0).what()).isEqualTo("is empty");
        assertThat(faults("- http").get(0).what()).isEqualTo("holds no settings");
        assertThat(faults("http: {port: {a: {b: {c: {d: {e: {f: 1}}}}}}}")
                        .get(0)
                        .what())
                .isEqualTo("is nested too deeply");
        assertThat(faults("http: {port: 1").get(0).what()).startsWith("is not YAML");
        assertThat(faults("http: &a\n  port: *a\n")).isNotEmpty();
        assertThat(faults("http: !!java.net.URL ['http://localhost']")).isNotEmpty();
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() throws IOException {
        assertThat(faultsOf(directory.resolve("absent.yaml"), Map.of()).get(0).what())
                .isEqualTo("does not exist");
        assertThat(faultsOf(directory, Map.of()).get(0).what()).isEqualTo("is a directory");
        Path latin =
                Files.write(directory.resolve("latin"), "node: {name: \u00e4}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(faultsOf(latin, Map.of()).get(0).what()).isEqualTo("is not UTF-8 text");
        Path large = Files.writeString(directory.resolve("large"), "#".repeat((1 << 20) + 1));
        assertThat(faultsOf(large, Map.of()).get(0).what()).isEqualTo("is larger than 1 MiB");
    }

    @Test
    void shouldReadDurationsAndSizesAtTheirBoundsOnly() throws Exception {
        assertThat(load("routing: {agent-grace: 1h}").routing().agentGrace()).isEqualTo(Duration.ofHours(1));
        assertThat(load("routing: {agent-grace: 0s}").routing().agentGrace()).isZero();
        assertThat(faults("routing: {agent-grace: 3600001ms}").get(0).what()).startsWith("is out of range");
        assertThat(load("http: {body-max: 16KiB}").http().bodyBytesMax()).isEqualTo(16_384);
        assertThat(load("http: {body-max: 8388608}").http().bodyBytesMax()).isEqualTo(8 << 20);
        assertThat(faults("http: {body-max: 8388609}").get(0).what()).startsWith("is out of range");
        assertThat(faults("http: {body-max: 1GB}").get(0).what()).startsWith("is not a size");
        assertThat(faults("routing: {agent-grace: 9999999999d}").get(0).what()).startsWith("is out of range");
    }

    @Test
    void shouldFindFaultsBetweenSettings() {
        assertThat(keys("http: {port: 9090}")).containsExactly("management.port");
        assertThat(keys("sessions: {text-max: 16000, frame-max: 32KiB}")).containsExactly("sessions.frame-max");
        assertThat(keys("sessions: {outgoing-max: 100KiB}")).containsExactly("sessions.outgoing-max");
        assertThat(keys("sessions: {agent-frames-burst: 99}")).containsExactly("sessions.agent-frames-burst");
        assertThat(keys("routing: {node-lost: 1s}")).containsExactly("routing.node-lost");
        assertThat(keys("tokens: {access-life: 24h, renewal-life: 1h}")).containsExactly("tokens.renewal-life");
        assertThat(keys("redis: {sentinel: {master: m}}")).containsExactly("redis.sentinel.master");
        assertThat(keys("redis: {url: 'redis://h', cluster: {nodes: ['h:1']}}")).containsExactly("redis.cluster.nodes");
        assertThat(keys("redis: {url: 'redis://h', password: p}")).containsExactly("redis.password");
        assertThat(keys("redis: {url: 'redis://h', embedded: {fsync: always}}"))
                .containsExactly("redis.embedded.fsync");
        assertThat(keys("redis: {sentinel: {password: p}}")).containsExactly("redis.sentinel.password");
        assertThat(keys("redis: {url: 'rediss://h', tls: on}")).containsExactly("redis.tls");
        assertThat(keys("redis: {url: 'redis://h', ca-file: ca.pem}")).containsExactly("redis.ca-file");
        assertThat(keys("redis: {cluster: {nodes: ['h:1']}, ca-file: ca.pem}")).containsExactly("redis.ca-file");
        assertThat(keys("redis: {replicas-min: 1}")).containsExactly("redis.replicas-min");
    }

    @Test
    void shouldRefuseARedisAddressOfWhichAPartWouldBePassedOver() throws Exception {
        for (String wrong :
                List.of("h:6379", "http://h", "redis://h:0", "redis://h:65536", "redis://h/2", "redis://h?x=1")) {
            assertThat(keys("redis: {url: '" + wrong + "'}")).as(wrong).containsExactly("redis.url");
        }
        assertThat(load("redis: {url: 'redis://h:6379/'}").redis().target())
                .isEqualTo(new Configuration.Redis.Single(new Secret("redis://h:6379/")));
    }

    @Test
    void shouldNotReportWhatFollowsFromAnotherFault() {
        assertThat(keys("http: {port: x}\nmanagement: {port: 8080}")).containsExactly("http.port");
    }

    @Test
    void shouldWaitForAReplicaWhereThereAreSome() throws Exception {
        assertThat(load("").redis().replicasMin()).isZero();
        assertThat(load("redis: {url: 'redis://h'}").redis().replicasMin()).isZero();
        assertThat(load("redis: {url: 'redis://h', replicas-min: 2}").redis().replicasMin())
                .isEqualTo(2);
        assertThat(load("redis: {cluster: {nodes: ['h:1']}}").redis().replicasMin())
                .isEqualTo(1);
        assertThat(load("redis: {sentinel: {master: m, nodes: ['h:1']}, replicas-min: 0}")
                        .redis()
                        .replicasMin())
                .isZero();
    }

    @Test
    void shouldEncryptWhatIsToBeEncrypted() throws Exception {
        Configuration.Redis cluster = load("redis: {cluster: {nodes: ['h:1']}, tls: on, ca-file: ca.pem}")
                .redis();
        assertThat(cluster.tls()).isTrue();
        assertThat(cluster.caFile()).isEqualTo(Path.of("ca.pem"));
        assertThat(load("redis: {url: 'rediss://h', ca-file: ca.pem}").redis().caFile())
                .isEqualTo(Path.of("ca.pem"));
    }

    @Test
    void shouldReadEachRedisTarget() throws Exception {
        assertThat(load("redis: {url: 'redis://u:p@h:1'}").redis().target())
                .isEqualTo(new Configuration.Redis.Single(new Secret("redis://u:p@h:1")));
        assertThat(load("redis: {sentinel: {master: m, nodes: ['a:1', 'b:2']}, password: p}")
                        .redis()
                        .target())
                .isEqualTo(new Configuration.Redis.Sentinel(
                        "m", List.of(new HostPort("a", 1), new HostPort("b", 2)), null, null, new Secret("p")));
        assertThat(load("", Map.of("SWITCHBOARD_REDIS_CLUSTER_NODES", "a:1, b:2", "SWITCHBOARD_REDIS_USER", "u"))
                        .redis()
                        .target())
                .isEqualTo(new Configuration.Redis.Cluster(
                        List.of(new HostPort("a", 1), new HostPort("b", 2)), "u", null));
    }

    @Test
    void shouldReadSecretsFromFiles() throws Exception {
        Path keys = Files.writeString(directory.resolve("keys"), KEY + "\n" + KEY.replace("k1", "k2") + "\n");

        Configuration configuration = load("tokens: {signing-keys-file: " + keys + "}");

        assertThat(configuration.tokens().signingKeys())
                .extracting(SigningKey::kid)
                .containsExactly("k1", "k2");
    }

    @Test
    void shouldLetTheStrongerSourceDecideTheFormOfASecret() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "redis://from-file\n");

        assertThat(load("redis: {url-file: " + secret + "}", Map.of("SWITCHBOARD_REDIS_URL", "redis://from-variable"))
                        .redis()
                        .target())
                .isEqualTo(new Configuration.Redis.Single(new Secret("redis://from-variable")));
        assertThat(load("redis: {url: 'redis://direct'}", Map.of("SWITCHBOARD_REDIS_URL_FILE", secret.toString()))
                        .redis()
                        .target())
                .isEqualTo(new Configuration.Redis.Single(new Secret("redis://from-file")));
        assertThat(keys("redis: {url: 'redis://h', url-file: " + secret + "}")).containsExactly("redis.url-file");
        assertThat(keys("redis: {url-file: /no/such/file}")).containsExactly("redis.url-file");
    }

    @Test
    void shouldRefuseUnknownVariablesButNotThoseOfAContainerPlatform() throws Exception {
        assertThat(load(
                        "",
                        Map.of(
                                "SWITCHBOARD_CONFIG", "x",
                                "SWITCHBOARD_SERVICE_HOST", "10.0.0.1",
                                "SWITCHBOARD_SERVICE_PORT_HTTP", "80",
                                "SWITCHBOARD_PORT", "tcp://10.0.0.1:80",
                                "SWITCHBOARD_PORT_80_TCP_ADDR", "10.0.0.1")))
                .isEqualTo(Configuration.defaults());
        List<Fault> faults = faultsOf(write(""), Map.of("SWITCHBOARD_HTTP_THREAD", "1"));
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).toString()).contains("Did you mean SWITCHBOARD_HTTP_THREADS?");
    }

    @Test
    void shouldNeverShowASecret() throws Exception {
        Path file = write("redis: {url: 'redis://u:hush@h'}\ntokens: {signing-keys: ['" + KEY + "']}");

        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(file, Map.of());

        assertThat(loaded.printed()).contains("url: \"********\"").contains("signing-keys: ********");
        assertThat(loaded.printed() + loaded.configuration())
                .doesNotContain("hush")
                .doesNotContain("QUJD");
        assertThat(faults("redis: {url: 'hush://u:hush@h'}").toString()).doesNotContain("u:hush");
        assertThat(faults("tokens: {signing-keys: ['k1:hush']}").toString()).doesNotContain("hush");
    }

    @Test
    void shouldPrintWhatCanBeReadAgain() throws Exception {
        Path file = write("node: {name: n7, data-dir: '/tmp/a \"b\"'}\nredis: {cluster: {nodes: ['a:1', 'b:2']}}");

        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(file, Map.of("SWITCHBOARD_HTTP_PORT", "0"));

        assertThat(loaded.printed())
                .contains("port: 0  # SWITCHBOARD_HTTP_PORT")
                .contains("threads: 2  # default");
        // The embedded fsync is printed as the default it has, and given beside a cluster it would be a fault.
        assertThat(load(loaded.printed().replaceAll("(?m)^ *(embedded|fsync):.*\n", "")))
                .isEqualTo(loaded.configuration());
    }

    private Configuration load(String yaml) throws Exception {
        return load(yaml, Map.of());
    }

    private Configuration load(String yaml, Map<String, String> environment) throws Exception {
        return ConfigurationLoader.load(write(yaml), environment).configuration();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("switchboard.yaml"), yaml);
    }

    private List<String> keys(String yaml) {
        return faults(yaml).stream().map(Fault::key).toList();
    }

    private List<Fault> faults(String yaml) {
        try {
            return faultsOf(write(yaml), Map.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Fault> faultsOf(Path file, Map<String, String> environment) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigurationLoader.load(file, environment));
        assertThat(refused).as("the configuration should be refused").isNotNull();
        return refused.faults();
    }
}

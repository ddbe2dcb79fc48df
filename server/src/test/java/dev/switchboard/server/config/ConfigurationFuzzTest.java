package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in file and environment: a configuration, or faults. */
class ConfigurationFuzzTest {
    private static final String SECRET = "hush-hush-hush";
    private static final List<String> FILES = List.of("""
            node: {name: desk-1, data-dir: /var/lib/switchboard}
            http:
              port: 8080
              request-timeout: 10s
              body-max: 256KiB
              tls: {certificate-file: a.pem, key-file: b.pem}
            redis:
              url: redis://:hush-hush-hush@host:6379
              embedded: {fsync: always}
            """, """
            redis:
              sentinel: {master: main, nodes: ['a:1', "b:2"], password: hush-hush-hush}
              replicas-min: 1
            tokens:
              signing-keys:
                - k1:aHVzaC1odXNoLWh1c2gtaHVzaC1odXNoLWh1c2gtaHVzaA==
            routing: &a {agent-grace: 30s, chat-weight: 1}
            log: {entries-max: 200000}
            """);

    @TempDir
    private Path directory;

    @Test
    void shouldLoadOrReportFaults() {
        Path file = directory.resolve("switchboard.yaml");
        Fuzz.run("configurations", 400, random -> {
            String text = Mutator.text(random, FILES);
            Files.write(
                    file,
                    random.nextInt(8) == 0
                            ? Mutator.bytes(random, List.of(text.getBytes(StandardCharsets.UTF_8)))
                            : text.getBytes(StandardCharsets.UTF_8));
            try {
                ConfigurationLoader.Loaded loaded =
                        ConfigurationLoader.load(file, random.nextBoolean() ? Map.of() : environment(random));
                assertThat(loaded.printed()).doesNotContain(SECRET);
            } catch (ConfigurationException refused) {
                assertThat(refused.faults()).isNotEmpty().allSatisfy(fault -> {
                    assertThat(fault.what()).isNotBlank();
                    assertThat(fault.remedy()).isNotBlank();
                });
            }
        });
    }

    private static Map<String, String> environment(Random random) {
        Map<String, String> environment = new HashMap<>();
        List<Key<?>> keys = Keys.all();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Key<?> key = keys.get(random.nextInt(keys.size()));
            String name = random.nextInt(5) == 0
                    ? Mutator.text(random, List.of(key.environmentVariable()))
                    : key.environmentVariable();
            environment.put(
                    name, Mutator.text(random, List.of("8080", "30s", "64KiB", "on", "a:1,b:2", key.defaultText())));
        }
        return environment;
    }
}

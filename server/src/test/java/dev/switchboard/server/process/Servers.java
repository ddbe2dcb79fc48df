package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and clients of one test, as {@code @RegisterExtension}. After the test all are ended, nothing secret may stand in
 * what they printed, no Redis of theirs may live on, and where the test failed, their output is shown.
 */
final class Servers implements BeforeEachCallback, AfterEachCallback {
    private final List<ServerProcess> started = new ArrayList<>();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private final List<AutoCloseable> underneath = new ArrayList<>();
    /** How every token begins, and what a test adds. */
    private final Set<String> secrets = new LinkedHashSet<>(Set.of("eyJ"));

    private Path directory;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("switchboard-process");
    }

    /** A server that does not run yet, with a directory of its own. */
    ServerProcess create() throws IOException {
        var server = new ServerProcess(Files.createDirectory(directory.resolve("server-" + started.size())));
        started.add(server);
        return server;
    }

    /** A new empty directory that is deleted after the test. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    Customer customer(ServerProcess server) {
        return client(new Customer(server.webSocket()));
    }

    Colleague colleague(ServerProcess server, Credentials credentials) {
        return client(new Colleague(server.webSocket(), credentials));
    }

    private <T extends AutoCloseable> T client(T client) {
        clients.add(client);
        return client;
    }

    /** Something that servers need; closed after they have ended. */
    <T extends AutoCloseable> T underneath(T resource) {
        underneath.add(resource);
        return resource;
    }

    /** Must not stand in any log. */
    String secret(String text) {
        secrets.add(text);
        return text;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            rememberRedisPasswords();
            List<ProcessHandle> redis =
                    started.stream().flatMap(server -> server.redis().stream()).toList();
            endAll();
            if (context.getExecutionException().isPresent()) {
                for (ServerProcess server : started) {
                    System.out.println(server.output());
                }
                return;
            }
            assertThat(redis).noneMatch(ServerProcess::isAlive);
            for (ServerProcess server : started) {
                assertThat(withoutLinks(server.output())).doesNotContain(secrets);
            }
        } finally {
            delete();
        }
    }

    private void rememberRedisPasswords() throws IOException {
        for (ServerProcess server : started) {
            Path config = server.data().resolve("redis/redis.conf");
            if (Files.exists(config)) {
                Files.readAllLines(config).stream()
                        .filter(line -> line.startsWith("requirepass "))
                        .map(line -> line.substring("requirepass ".length()))
                        .forEach(secrets::add);
            }
        }
    }

    /** The demo's links are printed on purpose. */
    private static String withoutLinks(String output) {
        return output.lines().filter(line -> !line.contains("/console/#")).collect(Collectors.joining("\n"));
    }

    private void endAll() throws Exception {
        for (AutoCloseable each : clients) {
            each.close();
        }
        for (ServerProcess server : started) {
            server.end();
        }
        for (AutoCloseable each : underneath) {
            each.close();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

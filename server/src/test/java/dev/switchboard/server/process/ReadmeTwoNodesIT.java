package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.Chat;
import dev.switchboard.client.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs what the README tells to run for two nodes on one Redis; only ports and files are this test's own. */
class ReadmeTwoNodesIT {
    private static final Path JAR =
            Path.of(System.getProperty("switchboard.server.jar", "target/switchboard-server.jar"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** As they stand in the README, or are the defaults that it relies on. */
    private static final List<String> PORTS = List.of("6379", "8080", "8081", "9090", "9091");

    @RegisterExtension
    private final Servers servers = new Servers();

    private final List<Process> running = new ArrayList<>();
    private final int[] free = freePorts();
    private Path directory;

    @Test
    void shouldBeOneDesk() throws Exception {
        directory = servers.folder("terminal");
        servers.underneath(this::endAll);
        List<String> lines = lines();
        assertThat(lines).hasSize(4);

        type(lines.get(0));
        await("Redis").atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), free[0]).close();
            return true;
        });
        Process init = type(lines.get(1));
        assertThat(init.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(init.exitValue()).as(output()).isZero();
        type(lines.get(2));
        type(lines.get(3));
        untilReady(free[3]);
        untilReady(free[4]);

        var admin = new AdminApi(URI.create("http://127.0.0.1:" + free[1] + "/"));
        admin.signIn("admin", "a long password");
        admin.makeDesk("anna", "correct horse battery", 1, "http://localhost:" + free[1]);
        try (Customer customer = new Customer(webSocket(free[1]));
                Colleague anna =
                        new Colleague(webSocket(free[2]), Credentials.password("anna", "correct horse battery"))) {
            anna.available();
            Chat chat = customer.open("help");
            AgentChat taken = anna.acceptNext();
            Talk.done(chat.send("from one node"));
            Talk.untilTextIs(anna.seen(chat.id()), "from one node");
            Talk.done(taken.send("from the other"));
            Talk.untilTextIs(customer.seen, "from the other");
        }
    }

    private static List<String> lines() throws IOException {
        Path readme = Path.of("README.md");
        String text = Files.readString(Files.exists(readme) ? readme : Path.of("..", "README.md"));
        int heading = text.indexOf("**Two nodes**");
        int begin = text.indexOf("```sh\n", heading) + "```sh\n".length();
        return text.substring(begin, text.indexOf("```", begin)).lines().toList();
    }

    /** In a shell, as a person does. */
    private Process type(String line) throws IOException {
        String own = Pattern.compile("\\b(" + String.join("|", PORTS) + ")\\b")
                .matcher(line)
                .replaceAll(port -> Integer.toString(free[PORTS.indexOf(port.group())]))
                .replace(
                        "server/target/switchboard-server.jar",
                        JAR.toAbsolutePath().toString());
        int number = running.size();
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", own)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out(number).toFile());
        // Where the README relies on defaults; its own settings come later and win.
        builder.environment()
                .putAll(Map.of(
                        "SWITCHBOARD_HTTP_PORT",
                        Integer.toString(free[1]),
                        "SWITCHBOARD_MANAGEMENT_PORT",
                        Integer.toString(free[3]),
                        "JAVA_TOOL_OPTIONS",
                        "-Xmx256m -XX:TieredStopAtLevel=1",
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin") + ":"
                                + System.getenv().getOrDefault("PATH", "")));
        Process process = builder.start();
        running.add(process);
        Reaper.watch(process);
        return process;
    }

    private Path out(int number) {
        return directory.resolve("out-" + number);
    }

    private String output() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < running.size(); i++) {
            text.append(Files.readString(out(i)));
        }
        return text.toString();
    }

    private void untilReady(int managementPort) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        await("readiness at " + managementPort)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    private static URI webSocket(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Servers before their Redis; shells may have started them as children or have become them. */
    private void endAll() throws InterruptedException {
        for (int i = running.size() - 1; i >= 0; i--) {
            Process process = running.get(i);
            List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroy);
            for (ProcessHandle each : all) {
                await("the end of " + each.pid()).atMost(PATIENCE).until(() -> !ServerProcess.isAlive(each));
            }
        }
    }

    private static int[] freePorts() {
        ServerSocket[] open = new ServerSocket[PORTS.size()];
        try {
            for (int i = 0; i < open.length; i++) {
                open[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            }
            int[] ports =
                    Arrays.stream(open).mapToInt(ServerSocket::getLocalPort).toArray();
            for (ServerSocket each : open) {
                each.close();
            }
            return ports;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real jar as a child process, with a directory of its own and two ports on loopback that it keeps over restarts. Made
 * by {@link Servers}, which ends it in any case; who makes it otherwise has to end it.
 */
public final class ServerProcess {
    private static final String JAR = System.getProperty("switchboard.server.jar", "target/switchboard-server.jar");
    private static final Duration START_MAX = Duration.ofSeconds(40);
    private static final Duration END_MAX = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> jvmOptions =
            new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    private final int port;
    private final int managementPort;
    private Process process;
    private int runs;

    public ServerProcess(Path directory) throws IOException {
        this.directory = directory;
        // Both are open at once, so that they differ.
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        with("NODE_DATA_DIR", data().toString());
        with("HTTP_PORT", Integer.toString(port));
        with("MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    /** @param setting name of the environment variable, without the prefix */
    public ServerProcess with(String setting, String value) {
        environment.put("SWITCHBOARD_" + setting, value);
        return this;
    }

    /** Leaves it to the file or the default. */
    ServerProcess withoutSetting(String setting) {
        environment.remove("SWITCHBOARD_" + setting);
        return this;
    }

    ServerProcess withJvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** So that no Redis is found on this machine. */
    ServerProcess withoutPath() {
        environment.put("PATH", "");
        return this;
    }

    public int port() {
        return port;
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Of health and metrics. */
    URI management() {
        return URI.create("http://127.0.0.1:" + managementPort + "/");
    }

    Path data() {
        return directory.resolve("data");
    }

    /** What a subcommand that ended by itself has left. */
    public record Ended(int exitCode, String out, String err, Duration took) {}

    /** Runs a subcommand to its end. */
    public Ended run(String input, String... arguments) throws IOException, InterruptedException {
        long startedNanos = System.nanoTime();
        Process child = launch(arguments);
        try (var in = child.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedBefore) {
            // It did not want the input.
        }
        assertThat(child.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS))
                .as("%s has ended; its output: %s", List.of(arguments), output())
                .isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        return new Ended(child.exitValue(), Files.readString(out(runs)), Files.readString(err(runs)), took);
    }

    /** Starts the server and waits until it calls itself ready. */
    public ServerProcess start(String... arguments) throws IOException {
        Process started = launch(arguments);
        await("readiness").atMost(START_MAX).pollInterval(Duration.ofMillis(25)).until(() -> {
            assertThat(started.isAlive())
                    .as("the server lives; its output: %s", output())
                    .isTrue();
            return ready();
        });
        return this;
    }

    private Process launch(String... arguments) throws IOException {
        runs++;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", Path.of(JAR).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out(runs).toFile())
                .redirectError(err(runs).toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        Reaper.watch(process);
        return process;
    }

    private Path out(int run) {
        return directory.resolve("out-" + run);
    }

    private Path err(int run) {
        return directory.resolve("err-" + run);
    }

    /** What the management port says. */
    String management(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(management().resolve("health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@return the value of a line of the metrics page, 0 when it is not there} */
    double metric(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Asks it to end, as a person or a service manager does; gives its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS))
                .as("ended on SIGTERM")
                .isTrue();
        return process.exitValue();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    /** The embedded Redis that is written down in the data directory, if it lives. */
    Optional<ProcessHandle> redis() {
        try {
            String pid = Files.readString(data().resolve("redis/redis.pid")).strip();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ServerProcess::isAlive);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A daemon that ended is a zombie where process 1 does not collect the dead. */
    static boolean isAlive(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException notLinuxOrGone) {
            return handle.isAlive();
        }
    }

    /** Everything it has printed, over all its runs. */
    public String output() throws IOException {
        var text = new StringBuilder();
        for (int run = 1; run <= runs; run++) {
            text.append("--- run ").append(run).append(", standard output\n");
            text.append(Files.readString(out(run)));
            text.append("--- run ").append(run).append(", standard error\n");
            text.append(Files.readString(err(run)));
        }
        return text.toString();
    }

    /** What the present run has printed on standard output. */
    String out() throws IOException {
        return Files.readString(out(runs));
    }

    /** Ends what may still run. */
    public void end() throws InterruptedException {
        Optional<ProcessHandle> redis = redis();
        if (running()) {
            process.destroy();
            if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        redis.ifPresent(handle -> await("end of Redis").atMost(END_MAX).until(() -> !isAlive(handle)));
    }
}

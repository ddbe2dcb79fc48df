package dev.switchboard.loadtest.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A child {@code serve}. It ignores the terminal's Ctrl-C, which goes to all processes of a terminal: this process closes
 * its clients first and the server last. A small shell beside it waits for the end of its input, which comes when this
 * process ends in whatever way, and then ends the server; so no server is left behind even after a kill of this process.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String SHIELDED = "trap '' INT; exec \"$@\"";
    /** $1 is the server; nothing is left to do, and nobody else's process is touched, once it is gone. */
    private static final String WATCH = """
            trap '' INT
            cat > /dev/null
            kill -TERM "$1" 2> /dev/null || exit 0
            n=0
            while [ $n -lt 30 ]; do sleep 1; kill -0 "$1" 2> /dev/null || exit 0; n=$((n + 1)); done
            kill -KILL "$1" 2> /dev/null
            """;

    private final ServerHome home;
    private final Launch launch;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private @Nullable Process process;
    private @Nullable Process watcher;
    private Duration cpuOfEnded = Duration.ZERO;
    private boolean closed;

    /**
     * How the server is started.
     *
     * @param launcher what starts the Java program, e.g. {@code taskset -c 0}; empty for nothing
     * @param settings of the server, by their environment variables
     */
    public record Launch(List<String> launcher, List<String> jvmOptions, Map<String, String> settings) {

        /** With JVM options alone. */
        public static Launch plain(List<String> jvmOptions) {
            return new Launch(List.of(), jvmOptions, Map.of());
        }
    }

    public ServerProcess(ServerHome home, Launch launch) {
        this.home = home;
        this.launch = launch;
    }

    /** Makes the first administrator. */
    public void initAdmin(String name, String password) {
        ProcessBuilder builder = command(List.of("init-admin", "--name", name));
        try {
            Process init = builder.start();
            try {
                try (OutputStream input = init.getOutputStream()) {
                    input.write((password + "\n").getBytes(StandardCharsets.UTF_8));
                }
                if (!init.waitFor(60, TimeUnit.SECONDS)) {
                    throw failed("init-admin takes more than a minute");
                }
            } finally {
                // Nobody may write where somebody is about to delete.
                init.destroyForcibly();
                await(init, STOP_TIMEOUT);
            }
            if (init.exitValue() != 0) {
                throw failed("init-admin ended with " + init.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("interrupted");
        }
    }

    /** Starts the server and returns at once. */
    public synchronized void start() {
        if (closed) {
            return;
        }
        try {
            Process started = command(List.of("serve")).start();
            process = started;
            watcher = new ProcessBuilder("/bin/sh", "-c", WATCH, "watch", Long.toString(started.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server calls itself ready. */
    public void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready()) {
            Process current = current();
            if (current == null || !current.isAlive()) {
                throw failed("the server ended" + (current == null ? "" : " with " + current.exitValue()));
            }
            if (System.nanoTime() > deadline) {
                throw failed("the server is not ready after " + timeout.toSeconds() + " s");
            }
            pause();
        }
    }

    /** Whether the server calls itself ready now. */
    public boolean ready() {
        HttpRequest request = HttpRequest.newBuilder(home.readiness())
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the server as a power cut would. */
    public synchronized void kill() {
        Process current = process;
        if (current != null) {
            cpuOfEnded = cpuOfEnded.plus(cpuOf(current.toHandle()));
            current.destroyForcibly();
            await(current, Duration.ofSeconds(10));
            dismissWatcher();
            process = null;
        }
    }

    /** The server itself, if it runs. */
    public synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    /** The server's Redis, if it has written down its process id and lives. */
    public Optional<ProcessHandle> redis() {
        try (Stream<Path> files = Files.walk(home.data(), 3)) {
            return files.filter(file -> file.getFileName().toString().equals("redis.pid"))
                    .flatMap(file -> pidIn(file).stream())
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .filter(ProcessHandle::isAlive)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // Files come and go while a server starts; the caller asks again.
            return Optional.empty();
        }
    }

    /** Processor time of the server over all its starts; what a killed one used in its last moments is missing. */
    public synchronized Duration cpu() {
        Process current = process;
        return current == null ? cpuOfEnded : cpuOfEnded.plus(cpuOf(current.toHandle()));
    }

    /**
     * Ends the server in peace, and by force where it does not listen, and waits for the end of its Redis: then its
     * directory may be deleted. May be called from any thread, and again.
     */
    @Override
    public synchronized void close() {
        closed = true;
        // An interrupt is the usual reason for closing; it must not turn the end into a kill.
        boolean interrupted = Thread.interrupted();
        stop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        Process current = process;
        if (current != null) {
            cpuOfEnded = cpuOfEnded.plus(cpuOf(current.toHandle()));
            current.destroy();
            if (!await(current, STOP_TIMEOUT)) {
                current.destroyForcibly();
                await(current, STOP_TIMEOUT);
            }
            dismissWatcher();
            process = null;
        }
        awaitNoRedis();
    }

    /** A server that did not end in peace leaves a shell that ends its Redis, and finds it by a file in the directory. */
    private void awaitNoRedis() {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (redis().isPresent()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    private void dismissWatcher() {
        Process current = watcher;
        if (current != null) {
            current.descendants().forEach(ProcessHandle::destroyForcibly);
            current.destroyForcibly();
            watcher = null;
        }
    }

    private ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHIELDED, "shield"));
        command.addAll(launch.launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmOptions());
        command.add("-jar");
        command.add(home.jar().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
        builder.environment().putAll(home.environment());
        builder.environment().putAll(launch.settings());
        return builder;
    }

    private TargetException failed(String what) {
        return new TargetException(what + "; its output is in " + home.log() + " and ends so:\n" + home.logTail());
    }

    private static Duration cpuOf(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Optional<Long> pidIn(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean await(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("interrupted");
        }
    }
}

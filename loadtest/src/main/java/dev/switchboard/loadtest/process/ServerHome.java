package dev.switchboard.loadtest.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a child server lives: a directory and two ports on loopback, kept over restarts.
 *
 * @param directory holds data, log and nothing else
 */
public record ServerHome(Path jar, Path directory, int port, int managementPort) {

    /** Takes a new directory and two ports that are free now. */
    public static ServerHome prepare(Path jar) {
        try {
            // Both are open at once, so that they differ.
            try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return new ServerHome(
                        jar,
                        Files.createTempDirectory("switchboard-loadtest-"),
                        one.getLocalPort(),
                        other.getLocalPort());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Everything the server prints, over all its starts. */
    public Path log() {
        return directory.resolve("server.log");
    }

    /** Address for clients. */
    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    }

    /** Settings as environment variables; others in our own environment are passed on to the server. */
    Map<String, String> environment() {
        return Map.of(
                "SWITCHBOARD_NODE_DATA_DIR",
                data().toString(),
                "SWITCHBOARD_HTTP_ADDRESS",
                "127.0.0.1",
                "SWITCHBOARD_HTTP_PORT",
                Integer.toString(port),
                "SWITCHBOARD_MANAGEMENT_ADDRESS",
                "127.0.0.1",
                "SWITCHBOARD_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                // All our customers come from one address.
                "SWITCHBOARD_HTTP_CONNECTIONS_PER_ADDRESS_MAX",
                "100000",
                "SWITCHBOARD_HTTP_CONNECTIONS_PER_ADDRESS_PER_SECOND",
                "100000",
                "SWITCHBOARD_HTTP_STRANGERS_PER_ADDRESS_MAX",
                "100000",
                "SWITCHBOARD_HTTP_REQUESTS_PER_ADDRESS_PER_SECOND",
                "100000",
                "SWITCHBOARD_SESSIONS_ADDRESS_FRAMES_PER_SECOND",
                "1000000");
    }

    /** The last lines of the log, for a person who wants to know why. */
    String logTail() {
        int lines = 20;
        try (Stream<String> all = Files.lines(log())) {
            List<String> tail = new ArrayList<>(all.toList());
            return String.join("\n", tail.subList(Math.max(0, tail.size() - lines), tail.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(no log)";
        }
    }

    /** Deletes the data; the log stays when asked, because somebody may have to read it. */
    public void delete(boolean keepLog) {
        Path root = keepLog ? data() : directory;
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // What cannot be deleted lies in the system's directory for temporary files.
            return;
        }
    }
}

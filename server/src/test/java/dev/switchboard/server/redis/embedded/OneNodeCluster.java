package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis Cluster of one node: enough to refuse a script that touches keys of two slots. */
public final class OneNodeCluster implements AutoCloseable {
    private final Process process;
    private final int port;

    public OneNodeCluster(Path directory) throws IOException {
        port = freePort();
        process = new ProcessBuilder(
                        ServerBinary.find(ServerBinary.systemPath(), directory).toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Integer.toString(freePort()),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(() -> cluster("ADDSLOTSRANGE", "0", "16383").equals("OK"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> cluster("INFO").contains("cluster_state:ok"));
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    private String cluster(String... arguments) {
        try (var connection = new Connection("127.0.0.1", port)) {
            connection.sendCommand(Command.CLUSTER, arguments);
            return connection.getBulkReply();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

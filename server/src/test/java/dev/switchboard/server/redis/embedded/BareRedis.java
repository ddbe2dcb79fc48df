package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/** One Redis process on loopback with the settings that a test wants; nothing watches it or starts it again. */
public final class BareRedis implements AutoCloseable {
    private final Process process;
    private final Thread hook;
    private final int port;
    private final String password;

    /**
     * @param directory for its files; made, and left to whoever owns the place
     * @param port where it will listen, as its settings say
     * @param password that its settings ask for, null for none
     * @param arguments as on the command line
     */
    public BareRedis(Path directory, int port, String password, List<String> arguments) throws IOException {
        this.port = port;
        this.password = password;
        Files.createDirectories(directory);
        var command = new ArrayList<String>();
        command.add(ServerBinary.find(ServerBinary.systemPath(), directory).toString());
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectErrorStream(true)
                .start();
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A server that keeps nothing on disk. */
    public static BareRedis server(Path parent, String password, List<String> more) throws IOException {
        int port = freePort();
        var arguments = new ArrayList<>(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        arguments.addAll(List.of("--save", "", "--repl-diskless-sync-delay", "0", "--enable-debug-command", "yes"));
        if (password != null) {
            arguments.addAll(List.of("--requirepass", password, "--masterauth", password));
        }
        arguments.addAll(more);
        var server = new BareRedis(parent.resolve("redis-" + port), port, password, arguments);
        server.awaitAnswer();
        return server;
    }

    public int port() {
        return port;
    }

    public void awaitAnswer() {
        eventually(() -> ask(Command.PING).equals("PONG"));
    }

    /** For one that does not speak as this class does. */
    void awaitPort() {
        eventually(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** An answer as text; a list as its lines. */
    public String ask(Command command, String... arguments) {
        var config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .password(password)
                .build();
        try (var connection = new Connection(new HostAndPort("127.0.0.1", port), config)) {
            connection.sendCommand(command, arguments);
            return text(connection.getOne());
        }
    }

    private static String text(Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        } else if (answer instanceof List<?> list) {
            return String.join("\n", list.stream().map(BareRedis::text).toList());
        }
        return String.valueOf(answer);
    }

    /**
     * Replicas that have everything but the last moments. The master calls one online when it has sent everything, which the
     * replica may still be loading; only one that has confirmed an offset can confirm what comes. A message to nobody makes an
     * offset without making a key.
     */
    int followers() {
        ask(Command.PUBLISH, "nobody", "");
        return ask(Command.INFO, "replication").split("state=online,offset=[1-9]", -1).length - 1;
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    static void eventually(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(condition);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

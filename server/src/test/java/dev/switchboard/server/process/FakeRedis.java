package dev.switchboard.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Answers like a Redis of a version that one would have to dig for. */
final class FakeRedis implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String info;
    private final String hello;

    /** @param knowsHello as Redis does since version 6 */
    FakeRedis(String version, boolean knowsHello) throws IOException {
        info = "# Server\r\nredis_version:" + version + "\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n";
        hello = knowsHello
                ? "*4\r\n$7\r\nversion\r\n$" + version.length() + "\r\n" + version + "\r\n$5\r\nproto\r\n:2\r\n"
                : "-ERR unknown command `HELLO`\r\n";
        Thread acceptor = new Thread(this::accept, "fake-redis");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    String url() {
        return "redis://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "fake-redis-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException ended) {
                // The test is over.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            // "*2", then for each word its length and the word itself.
            for (String head = in.readLine(); head != null; head = in.readLine()) {
                String command = "";
                for (int word = Integer.parseInt(head.substring(1)); word > 0; word--) {
                    in.readLine();
                    String text = in.readLine();
                    command = command.isEmpty() ? text.toUpperCase(Locale.ROOT) : command;
                }
                out.write(answer(command).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException left) {
            // The client has what it wanted.
        }
    }

    private String answer(String command) {
        return switch (command) {
            case "HELLO" -> hello;
            case "INFO" -> "$" + info.length() + "\r\n" + info + "\r\n";
            case "PING" -> "+PONG\r\n";
            case "SELECT" -> "+OK\r\n";
            default -> "-ERR unknown command `" + command + "`\r\n";
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.switchboard.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A wire to a server of this machine on which answers can be made late, held back, or lost with their connections. */
final class SlowWire implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final ServerSocket entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long delayMs;
    private volatile boolean held;
    private volatile boolean dead;

    /** @param target port on loopback */
    SlowWire(int target) throws IOException {
        this.target = target;
        start("slow-wire", this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** So late each answer comes from now on. */
    void delay(long ms) {
        delayMs = ms;
    }

    /** Nothing comes back any more, and connections stay: what a machine does that hangs. */
    void hold() {
        held = true;
    }

    /** Nothing comes through in either direction, and nobody is told: what a network does whose power is off. */
    void die() {
        dead = true;
    }

    /** What was held back comes. */
    synchronized void release() {
        held = false;
        dead = false;
        notifyAll();
    }

    /** All connections end, in the middle of whatever they carry; new ones are taken. */
    void cut() {
        sockets.forEach(SlowWire::end);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                start("slow-wire-there", () -> carry(client, server, false));
                start("slow-wire-back", () -> carry(server, client, true));
            } catch (IOException ended) {
                // The test is over, or what is behind the wire is gone.
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (answers) {
                    TimeUnit.MILLISECONDS.sleep(delayMs);
                }
                awaitRelease(answers);
                out.write(chunk, 0, length);
            }
        } catch (IOException | InterruptedException ended) {
            // Either side has left.
        }
        end(from);
        end(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private synchronized void awaitRelease(boolean answers) throws InterruptedException {
        while (dead || (held && answers)) {
            wait();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is as good as closed.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        release();
    }
}

package dev.switchboard.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a browser and the server that can be cut, or go silent without a word. */
final class CuttableProxy implements AutoCloseable {
    private enum Mode {
        OPEN,
        /** Existing connections break, new ones are refused. */
        CUT,
        /** Everything stays open and nothing arrives. */
        SILENT
    }

    private static final int BACKLOG = 50;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Mode mode = Mode.OPEN;

    CuttableProxy(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        daemon("accept", this::acceptAll);
    }

    String address() {
        return "http://localhost:" + listening.getLocalPort();
    }

    void cut() {
        become(Mode.CUT);
        sockets.forEach(CuttableProxy::closeQuietly);
    }

    void silence() {
        become(Mode.SILENT);
    }

    /** What was silent breaks, as connections do that were forgotten on the way. */
    void restore() {
        sockets.forEach(CuttableProxy::closeQuietly);
        become(Mode.OPEN);
    }

    private synchronized void become(Mode next) {
        mode = next;
        notifyAll();
    }

    private synchronized Mode mode() {
        return mode;
    }

    /** False when what was read may not go on. */
    private synchronized boolean mayPass(Socket socket) throws InterruptedException {
        while (mode == Mode.SILENT && !socket.isClosed()) {
            wait(1_000);
        }
        return !socket.isClosed();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (mode() == Mode.CUT) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                daemon("up", () -> relay(client, server));
                daemon("down", () -> relay(server, client));
            } catch (IOException closedOrRefused) {
                // The next one may be taken.
            }
        }
    }

    private void relay(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && mayPass(from); read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // That is what it is for.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // Closed is closed.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}

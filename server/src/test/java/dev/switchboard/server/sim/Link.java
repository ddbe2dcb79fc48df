package dev.switchboard.server.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.client.internal.connection.Transport;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.Node;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Each way keeps its order; what is under way when the link is cut is lost. Each end hears of the end once,
 * or, when it was cut silently, not at all.
 */
final class Link {
    private static final int NO_CLOSE_FRAME = 1006;
    /** The gateway tears a socket down this long after its own close frame. */
    private static final long CLOSE_WAIT_MS = 3_000;

    private final Network network;
    private final String name;
    private final SimLoop client;
    private final @Nullable NodeProcess server;
    private final Transport.SocketListener listener;
    private final ClientEnd clientEnd = new ClientEnd();
    private final ServerEnd serverEnd = new ServerEnd();
    private boolean cut;
    private boolean clientGone;
    private boolean serverGone = true;
    private long clientHearsMs;
    private long serverHearsMs;

    Link(
            Network network,
            String name,
            SimLoop client,
            @Nullable NodeProcess server,
            Transport.SocketListener listener) {
        this.network = network;
        this.name = name;
        this.client = client;
        this.server = server;
        this.listener = listener;
    }

    Transport.Socket clientEnd() {
        return clientEnd;
    }

    @Nullable
    NodeProcess server() {
        return server;
    }

    void open(String origin) {
        if (server == null || server.listening() == null) {
            toClient(() -> clientHears(NO_CLOSE_FRAME));
            return;
        }
        toServer(() -> {
            serverGone = false;
            node().frontend().opened(serverEnd, origin);
            network.trace().add(name + " opened on " + server);
            toClient(listener::opened);
        });
    }

    /** @param silently neither end is told: only missing heartbeats show it */
    void cut(boolean silently) {
        if (cut) {
            return;
        }
        network.trace().add(name + (silently ? " cut silently" : " cut"));
        cut = true;
        network.ended(this);
        if (!silently) {
            client.schedule(network.delayMs(), () -> clientHears(NO_CLOSE_FRAME));
            if (server != null) {
                server.loop.schedule(network.delayMs(), this::serverHearsEnd);
            }
        }
    }

    private void toClient(Runnable task) {
        clientHearsMs = Math.max(clientHearsMs, client.nowMs() + network.delayMs());
        client.schedule(clientHearsMs - client.nowMs(), () -> {
            if (!cut && !clientGone) {
                task.run();
            }
        });
    }

    private void toServer(Runnable task) {
        if (server == null) {
            return;
        }
        SimLoop loop = server.loop;
        serverHearsMs = Math.max(serverHearsMs, loop.nowMs() + network.delayMs());
        loop.schedule(serverHearsMs - loop.nowMs(), () -> {
            if (!cut) {
                task.run();
            }
        });
    }

    private void clientHears(int code) {
        if (!clientGone) {
            clientGone = true;
            network.ended(this);
            network.trace().add(name + " closed for the client with " + code);
            listener.closed(code);
        }
    }

    private void serverHearsEnd() {
        if (!serverGone) {
            serverGone = true;
            network.ended(this);
            network.trace().add(name + " closed for the server");
            node().frontend().closed(serverEnd);
        }
    }

    private Node node() {
        if (server == null) {
            throw new AssertionError("Nobody is at the other end of " + name);
        }
        return server.node();
    }

    private final class ClientEnd implements Transport.Socket {
        private final Queue<byte[]> unread = new ArrayDeque<>();
        private boolean reading = true;

        @Override
        public void send(byte[] message) {
            if (!clientGone) {
                toServer(() -> arrive(message));
            }
        }

        private void arrive(byte[] message) {
            if (!serverGone) {
                network.trace().add(name + " up", message);
                try {
                    node().frontend().frame(serverEnd, ClientFrame.parseFrom(message));
                } catch (InvalidProtocolBufferException garbage) {
                    throw new AssertionError(garbage);
                }
            }
        }

        void hear(byte[] message) {
            network.trace().add(name + " down", message);
            if (reading) {
                listener.message(message);
            } else {
                unread.add(message);
            }
        }

        @Override
        public void read(boolean on) {
            reading = on;
            while (reading && !unread.isEmpty()) {
                listener.message(unread.remove());
            }
        }

        @Override
        public void close(int code) {
            if (!clientGone) {
                clientGone = true;
                toServer(Link.this::serverHearsEnd);
            }
        }
    }

    private final class ServerEnd implements Connection {
        private boolean closing;

        @Override
        public void send(ServerFrame frame) {
            send(frame.toByteArray());
        }

        @Override
        public void send(EncodedFrame frame) {
            send(frame.bytes());
        }

        private void send(byte[] message) {
            if (!closing && !serverGone) {
                toClient(() -> clientEnd.hear(message));
            }
        }

        @Override
        public void close(CloseCode code) {
            if (!closing && !serverGone && server != null) {
                closing = true;
                toClient(() -> {
                    clientHears(code.number());
                    toServer(Link.this::serverHearsEnd);
                });
                server.loop.schedule(CLOSE_WAIT_MS, Link.this::serverHearsEnd);
            }
        }

        @Override
        public String remoteAddress() {
            return "192.0.2.1";
        }
    }
}

package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;
import dev.switchboard.client.internal.connection.Transport;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * A network, a clock and a thread for clients and one server, all in the calling thread and in virtual time. Messages of
 * one connection arrive in order after 1–5 ms; a cut connection loses what is still under way.
 */
final class VirtualWorld implements SharedResources, EnvironmentSource {

    /** The other end. */
    interface Server {
        /** Status and body of the answer; null for none at all. */
        Answer http(String path, Map<String, String> headers, byte[] body);

        void opened(Peer client);

        void frame(Peer client, ClientFrame frame);

        void closed(Peer client);
    }

    /** A client as the server sees it. */
    interface Peer {
        boolean isDead();

        void push(ServerFrame.Builder frame);
    }

    record Answer(int status, byte[] body) {}

    private record Event(long atMs, long number, Runnable task, boolean[] cancelled) {}

    final RandomGenerator random;
    final List<Link> links = new ArrayList<>();
    /** When each attempt to open a socket was made. */
    final List<Long> openings = new ArrayList<>();

    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> one.atMs() != other.atMs()
            ? Long.compare(one.atMs(), other.atMs())
            : Long.compare(one.number(), other.number()));
    private Server server;
    private long nowMs = 1_000_000;
    private long eventCount = 0;
    /** Nothing can be reached. */
    boolean down;

    VirtualWorld(long seed) {
        random = new SplittableRandom(seed);
    }

    void server(Server server) {
        this.server = server;
    }

    long nowMs() {
        return nowMs;
    }

    Runnable at(long delayMs, Runnable task) {
        boolean[] cancelled = new boolean[1];
        events.add(new Event(nowMs + Math.max(0, delayMs), eventCount++, task, cancelled));
        return () -> cancelled[0] = true;
    }

    /** Lets time pass. */
    void run(Duration time) {
        long end = nowMs + time.toMillis();
        while (!events.isEmpty() && events.peek().atMs() <= end) {
            Event event = events.remove();
            nowMs = Math.max(nowMs, event.atMs());
            if (!event.cancelled()[0]) {
                event.task().run();
            }
        }
        nowMs = end;
    }

    void runMs(long ms) {
        run(Duration.ofMillis(ms));
    }

    /** The newest connection. */
    Link link() {
        return links.get(links.size() - 1);
    }

    @Override
    public Environment open() {
        return new VirtualEnvironment();
    }

    @Override
    public void close() {}

    /** One connection, seen from the server. */
    final class Link implements Transport.Socket, Peer {
        private final Transport.SocketListener client;
        private boolean dead;
        private long clientHearsAtMs;
        private long serverHearsAtMs;
        final List<byte[]> unread = new ArrayList<>();
        boolean reading = true;

        Link(Transport.SocketListener client) {
            this.client = client;
        }

        @Override
        public boolean isDead() {
            return dead;
        }

        /** Server to client. */
        @Override
        public void push(ServerFrame.Builder frame) {
            byte[] bytes = frame.build().toByteArray();
            toClient(() -> {
                if (reading) {
                    client.message(bytes);
                } else {
                    unread.add(bytes);
                }
            });
        }

        /** Bytes that are no frame. */
        void garbage(byte[] bytes) {
            toClient(() -> client.message(bytes));
        }

        /** The server closes; what it sent before arrives first. */
        void closeByServer(int code) {
            toClient(() -> {
                dead = true;
                client.closed(code);
            });
        }

        /** The connection breaks now for both; what is under way is lost. */
        void cut() {
            if (!dead) {
                dead = true;
                at(0, () -> client.closed(1006));
                at(0, () -> server.closed(this));
            }
        }

        /** The connection breaks, and the client is not told. */
        void cutSilently() {
            dead = true;
        }

        private void toClient(Runnable task) {
            clientHearsAtMs = Math.max(clientHearsAtMs, nowMs + random.nextLong(1, 6));
            at(clientHearsAtMs - nowMs, () -> {
                if (!dead) {
                    task.run();
                }
            });
        }

        private void toServer(Runnable task) {
            serverHearsAtMs = Math.max(serverHearsAtMs, nowMs + random.nextLong(1, 6));
            at(serverHearsAtMs - nowMs, () -> {
                if (!dead) {
                    task.run();
                }
            });
        }

        @Override
        public void send(byte[] message) {
            try {
                ClientFrame frame = ClientFrame.parseFrom(message);
                toServer(() -> server.frame(this, frame));
            } catch (com.google.protobuf.InvalidProtocolBufferException garbage) {
                throw new AssertionError(garbage);
            }
        }

        @Override
        public void read(boolean on) {
            reading = on;
            if (on) {
                List<byte[]> waiting = List.copyOf(unread);
                unread.clear();
                waiting.forEach(client::message);
            }
        }

        @Override
        public void close(int code) {
            if (!dead) {
                dead = true;
                at(1, () -> server.closed(this));
            }
        }
    }

    private final class VirtualEnvironment implements Environment, Transport {

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long utcMs() {
            return 1_790_000_000_000L + nowMs;
        }

        @Override
        public void execute(Runnable task) {
            at(0, task);
        }

        @Override
        public Timer schedule(long delayMs, Runnable task) {
            return at(delayMs, task)::run;
        }

        @Override
        public Executor callbacks() {
            return task -> at(0, task);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Transport transport() {
            return this;
        }

        @Override
        public void close() {}

        @Override
        public Socket open(URI uri, String subprotocol, Map<String, String> headers, SocketListener listener) {
            openings.add(nowMs);
            Link link = new Link(listener);
            if (down) {
                link.dead = true;
                at(1, () -> listener.closed(1006));
                return link;
            }
            links.add(link);
            link.toClient(() -> {
                listener.opened();
                server.opened(link);
            });
            return link;
        }

        @Override
        public void post(URI uri, Map<String, String> headers, byte[] body, long timeoutMs, HttpListener listener) {
            at(random.nextLong(1, 6), () -> {
                Answer answer = down ? null : server.http(uri.getPath(), headers, body);
                if (answer == null) {
                    listener.failed("no answer");
                } else {
                    listener.answered(answer.status(), answer.body());
                }
            });
        }
    }
}

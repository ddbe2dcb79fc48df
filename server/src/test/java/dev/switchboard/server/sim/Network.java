package dev.switchboard.server.sim;

import dev.switchboard.client.internal.connection.Transport;
import dev.switchboard.server.Node;
import dev.switchboard.server.loop.SimLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sockets and HTTP calls between clients and nodes, with delays, losses and cuts drawn from the seed. */
final class Network {
    private final Random random;
    private final Trace trace;
    private final Map<String, NodeProcess> hosts = new LinkedHashMap<>();
    private final Set<Link> links = new LinkedHashSet<>();
    private long delayMaxMs = 5;
    private int lostCallsPerMille;
    private int linkCount;

    Network(Random random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /** Where the name leads from now on, as a load balancer may change it. */
    void route(String host, NodeProcess process) {
        hosts.put(host, process);
        trace.add(host + " is " + process);
    }

    /**
     * @param delayMaxMs the longest way of a message
     * @param lostCallsPerMille how many HTTP calls of a thousand get no answer; half of them are carried out
     */
    void weather(long delayMaxMs, int lostCallsPerMille) {
        this.delayMaxMs = delayMaxMs;
        this.lostCallsPerMille = lostCallsPerMille;
    }

    long delayMs() {
        return random.nextLong(1, delayMaxMs + 1);
    }

    Trace trace() {
        return trace;
    }

    /** Opens a socket from the client's loop. */
    Transport.Socket open(SimLoop client, URI uri, String origin, Transport.SocketListener listener) {
        String name = client + "#" + ++linkCount;
        Link link = new Link(this, name, client, hosts.get(uri.getHost()), listener);
        links.add(link);
        link.open(origin);
        return link.clientEnd();
    }

    /** One HTTP call from the client's loop. */
    void post(
            SimLoop client,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            long timeoutMs,
            Transport.HttpListener listener) {
        HttpAnswer answer = new HttpAnswer(listener);
        client.schedule(timeoutMs, () -> answer.failed("timed out"));
        NodeProcess server = hosts.get(uri.getHost());
        boolean lost = random.nextInt(1_000) < lostCallsPerMille;
        boolean carriedOut = !lost || random.nextBoolean();
        trace.add(client + " calls " + uri.getPath() + (lost ? ", lost" : ""));
        if (server == null || server.listening() == null) {
            client.schedule(delayMs(), () -> answer.failed("refused"));
        } else if (carriedOut) {
            server.loop.schedule(delayMs(), () -> {
                Node node = server.node();
                ApiDoor.call(node, uri.getPath(), headers.getOrDefault("Origin", ""), body)
                        .thenAccept(reply -> {
                            trace.add(server + " answers " + client + " " + reply.status(), reply.body());
                            if (!lost) {
                                client.schedule(delayMs(), () -> answer.answered(reply));
                            }
                        });
            });
        }
    }

    /** Any connection that is open, null when there is none. */
    @Nullable
    Link anyLink() {
        List<Link> open = new ArrayList<>(links);
        return open.isEmpty() ? null : open.get(random.nextInt(open.size()));
    }

    /** The machine answers no more: clients hear of it or not. */
    void crashed(NodeProcess process) {
        for (Link link : List.copyOf(links)) {
            if (link.server() == process) {
                link.cut(random.nextInt(4) == 0);
            }
        }
    }

    void ended(Link link) {
        links.remove(link);
    }

    /** Hears one of answer, refusal and timeout. */
    private static final class HttpAnswer {
        private final Transport.HttpListener listener;
        private boolean told;

        HttpAnswer(Transport.HttpListener listener) {
            this.listener = listener;
        }

        void answered(ApiDoor.Reply reply) {
            if (!told) {
                told = true;
                listener.answered(reply.status(), reply.body());
            }
        }

        void failed(String why) {
            if (!told) {
                told = true;
                listener.failed(why);
            }
        }
    }
}

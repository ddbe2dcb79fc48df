package dev.switchboard.server.process;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.Backoff;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Message;
import dev.switchboard.client.Offer;
import dev.switchboard.client.Presence;
import dev.switchboard.client.StateChange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent who writes down what happens. */
final class Colleague implements AutoCloseable {
    final AgentClient client;
    final List<StateChange> states = new CopyOnWriteArrayList<>();
    final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
    private final Map<String, List<Message>> seen = new ConcurrentHashMap<>();
    final AtomicInteger resets = new AtomicInteger();

    Colleague(URI server, Credentials credentials) {
        client = AgentClient.builder(server)
                .credentials(credentials)
                .reconnect(Backoff.between(Duration.ofMillis(50), Duration.ofMillis(500)))
                .requestDeadline(Duration.ofSeconds(60))
                .onStateChange(states::add)
                .onOffer(offers::add)
                .onMessage((chat, message) -> seen(chat.id()).add(message))
                .onSystemLine((chat, line) -> seen(chat.id()).add(line))
                .onReset(chat -> {
                    resets.incrementAndGet();
                    seen(chat.id()).clear();
                })
                .build();
    }

    Colleague available() throws Exception {
        Talk.done(client.connect());
        Talk.done(client.setPresence(Presence.AVAILABLE));
        return this;
    }

    AgentChat acceptNext() throws Exception {
        Offer offer = offers.poll(Talk.PATIENCE_S, TimeUnit.SECONDS);
        if (offer == null) {
            throw new AssertionError("no offer came");
        }
        return Talk.done(offer.accept());
    }

    /** Texts and lines of a chat in the order of arrival. */
    List<Message> seen(String chat) {
        return seen.computeIfAbsent(chat, id -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void close() {
        client.close();
    }
}

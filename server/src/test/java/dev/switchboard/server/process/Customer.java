package dev.switchboard.server.process;

import dev.switchboard.client.Backoff;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Message;
import dev.switchboard.client.StateChange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer of the sample site who writes down what happens. */
final class Customer implements AutoCloseable {
    final ChatClient client;
    final List<StateChange> states = new CopyOnWriteArrayList<>();
    /** Texts and lines in the order of arrival. */
    final List<Message> seen = new CopyOnWriteArrayList<>();

    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    final AtomicInteger resets = new AtomicInteger();

    Customer(URI server) {
        this(server, "demo", "http://localhost:" + server.getPort());
    }

    Customer(URI server, String site, String origin) {
        client = ChatClient.builder(server)
                .credentials(Credentials.customer(site, origin))
                .reconnect(Backoff.between(Duration.ofMillis(50), Duration.ofMillis(500)))
                .requestDeadline(Duration.ofSeconds(60))
                .onStateChange(states::add)
                .build();
    }

    /** @param queue empty for the site's default queue */
    Chat open(String queue) throws Exception {
        Talk.done(client.connect());
        return Talk.done(client.chat(queue)
                .onMessage(seen::add)
                .onSystemLine(seen::add)
                .onReset(() -> {
                    resets.incrementAndGet();
                    seen.clear();
                })
                .onClosed(closed::complete)
                .open());
    }

    @Override
    public void close() {
        client.close();
    }
}

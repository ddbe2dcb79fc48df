package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentClient;
import dev.switchboard.client.Backoff;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.SharedResources;
import dev.switchboard.client.StateChange;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Clients of the SDK for one server, on shared threads. */
public final class SdkClients implements Clients, AutoCloseable {

    /**
     * Where customers come from.
     *
     * @param key public key of the site
     * @param origin of its pages, as the site allows it
     */
    public record Site(String key, String origin) {}

    /** Longer than any outage a run makes: an actor gives up only what is lost for good. */
    private static final Duration REQUEST_DEADLINE = Duration.ofMinutes(2);

    /** Quick, because the time until all are back is one of the results. */
    private static final Backoff RECONNECT = Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(2));

    private static final String PROGRAM = "switchboard-loadtest";

    private final URI server;
    private final String keyId;
    private final String secret;
    private final Site site;
    private final Executor executor;
    private final SharedResources threads;

    /** The app key is for the agents; customers come anonymously from a page of the site. */
    public SdkClients(URI server, String keyId, String secret, Site site, Executor executor, int socketThreads) {
        this.server = server;
        this.keyId = keyId;
        this.secret = secret;
        this.site = site;
        this.executor = executor;
        // The callback threads stay idle: callbacks run on the executor.
        threads = SharedResources.create(socketThreads, 1);
    }

    @Override
    public ChatClient customer(int number, Consumer<StateChange> onState) {
        return ChatClient.builder(server)
                .credentials(Credentials.customer(site.key(), site.origin()))
                .reconnect(RECONNECT)
                .requestDeadline(REQUEST_DEADLINE)
                .program(PROGRAM)
                .executor(executor)
                .resources(threads)
                .onStateChange(onState)
                .build();
    }

    @Override
    public AgentClient agent(String name, AgentEvents events) {
        return AgentClient.builder(server)
                .credentials(Credentials.programAsAgent(keyId, secret, name))
                .reconnect(RECONNECT)
                .requestDeadline(REQUEST_DEADLINE)
                .program(PROGRAM)
                .executor(executor)
                .resources(threads)
                .onStateChange(events::onState)
                .onStatus(events::onStatus)
                .onOffer(events::onOffer)
                .onOfferEnded((offer, end) -> events.onOfferEnded(offer))
                .onChat(events::onChat)
                .onMessage(events::onLine)
                .onSystemLine(events::onLine)
                .onReset(events::onReset)
                .onDeparture(events::onDeparture)
                .build();
    }

    @Override
    public void close() {
        threads.close();
    }
}

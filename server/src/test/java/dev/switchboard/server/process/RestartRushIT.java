package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.SharedResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** E12: everybody comes back by himself, although the server takes only so many in a second. */
class RestartRushIT {
    private static final boolean FULL = "full".equals(System.getProperty("scenarios"));
    private static final int CLIENTS = FULL ? 10_000 : 300;
    /** In the short form so few that many are refused at first. */
    private static final int CONNECTIONS_PER_SECOND = FULL ? 1_000 : 50;

    private static final String PASSWORD = "correct horse battery";
    private static final String MANY = "100000";

    @RegisterExtension
    private final Servers servers = new Servers();

    @Test
    void e12ShouldHaveEverybodyBackWithinThirtySeconds() throws Exception {
        ServerProcess server = servers.create()
                .with("HTTP_CONNECTIONS_PER_ADDRESS_MAX", MANY)
                .with("HTTP_CONNECTIONS_PER_ADDRESS_PER_SECOND", MANY)
                .with("HTTP_STRANGERS_PER_ADDRESS_MAX", MANY)
                .with("HTTP_REQUESTS_PER_ADDRESS_PER_SECOND", MANY)
                .with("TOKENS_CUSTOMERS_PER_ADDRESS_PER_MINUTE", MANY);
        if (FULL) {
            server.withJvmOption("-Xmx1g");
        }
        servers.secret(PASSWORD);
        assertThat(server.run(PASSWORD + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        var admin = new AdminApi(server.http());
        admin.signIn("admin", PASSWORD);
        String origin = "http://localhost:" + server.port();
        admin.makeDesk("anna", PASSWORD, 1, origin);
        List<ChatClient> clients = new ArrayList<>();
        try (SharedResources threads = SharedResources.create(2, 1)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(ChatClient.builder(server.webSocket())
                        .credentials(Credentials.customer("demo", origin))
                        .resources(threads)
                        .build());
            }
            CompletableFuture.allOf(clients.stream().map(ChatClient::connect).toArray(CompletableFuture[]::new))
                    .get(120, TimeUnit.SECONDS);

            server.kill();
            server.with("HTTP_CONNECTIONS_PER_SECOND", Integer.toString(CONNECTIONS_PER_SECOND));
            server.start("serve");
            long readyNanos = System.nanoTime();
            await("all back")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> clients.stream().allMatch(client -> client.state() == ClientState.CONNECTED));
            System.out.printf(
                    "%d clients back after %.1f s; %s%n",
                    CLIENTS,
                    (System.nanoTime() - readyNanos) / 1e9,
                    server.metric("switchboard_gateway_refusals_total{reason=\"connection-rate\"}"));
            if (!FULL) {
                assertThat(server.metric("switchboard_gateway_refusals_total{reason=\"connection-rate\"}"))
                        .isPositive();
            }
        } finally {
            clients.forEach(ChatClient::close);
        }
    }
}

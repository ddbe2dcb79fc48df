package dev.switchboard.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.protocol.CloseCode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client over real sockets, and how little it takes of the process. */
class RealSocketIT {

    private final SocketServer server = new SocketServer();
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();

    private ChatClient.Builder builder(Credentials credentials) {
        return ChatClient.builder(server.uri())
                .credentials(credentials)
                .reconnect(Backoff.between(Duration.ofMillis(20), Duration.ofMillis(200)))
                .onStateChange(changes::add);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldChatAndComeBackAfterABrokenConnection() throws Exception {
        List<String> texts = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        try (ChatClient client =
                builder(Credentials.customer("shop", "https://shop.example")).build()) {
            client.connect().get(10, SECONDS);
            Chat chat = client.chat("billing")
                    .onMessage(message -> {
                        texts.add(message.text());
                        threads.add(Thread.currentThread().getName());
                    })
                    .open()
                    .get(10, SECONDS);
            assertThat(chat.send("one").get(10, SECONDS).sequence()).isEqualTo(1);
            server.cutAll();
            assertThat(chat.send("two").get(10, SECONDS).sequence()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(texts).containsExactly("one", "two"));
            assertThat(threads).allMatch(name -> name.startsWith("sb-client-callback"));
            chat.end(EndReason.SOLVED).get(10, SECONDS);
        }
        await().untilAsserted(() -> assertThat(server.connections()).isZero());
        assertThat(changes.get(changes.size() - 1).to()).isEqualTo(ClientState.CLOSED);
    }

    /** Netty's client made up an origin of the server's address, and no site allows that. */
    @Test
    void shouldSendAnOriginOnlyWhenItHasOne() throws Exception {
        try (ChatClient page = builder(Credentials.customer("shop", "https://shop.example"))
                        .build();
                ChatClient program = builder(
                                Credentials.programForCustomer("key", "secret-secret-secret-secret-secret", "c1"))
                        .build()) {
            page.connect().get(10, SECONDS);
            program.connect().get(10, SECONDS);
        }
        assertThat(server.origins()).containsExactly(Optional.of("https://shop.example"), Optional.empty());
    }

    @Test
    void shouldHearTheCloseCode() throws Exception {
        try (ChatClient client = builder(Credentials.customer("shop")).build()) {
            client.connect().get(10, SECONDS);
            server.closeAll(CloseCode.REVOKED.number());
            await().untilAsserted(() -> assertThat(client.state()).isEqualTo(ClientState.CLOSED));
            assertThat(changes.get(changes.size() - 1).reason()).isEqualTo(StateReason.REVOKED);
        }
    }

    @Test
    void shouldStayAwayWhenTheHandshakeIsForbidden() {
        try (ChatClient client =
                builder(Credentials.customer("shop", SocketServer.EVIL_ORIGIN)).build()) {
            CompletableFuture<Void> connected = client.connect();
            await().until(connected::isCompletedExceptionally);
            await().untilAsserted(() -> assertThat(changes).hasSize(2));
            assertThat(changes.get(1).reason()).isEqualTo(StateReason.ORIGIN_NOT_ALLOWED);
        }
    }

    @Test
    void shouldKeepTryingWhileNobodyListens() throws Exception {
        URI nobody = URI.create("ws://127.0.0.1:1");
        try (ChatClient client = ChatClient.builder(nobody)
                .credentials(Credentials.customer("shop"))
                .reconnect(Backoff.between(Duration.ofMillis(5), Duration.ofMillis(10)))
                .requestDeadline(Duration.ofMillis(300))
                .build()) {
            CompletableFuture<Void> connected = client.connect();
            await().until(connected::isCompletedExceptionally);
            CustomerClientTest.assertFailed(connected, ErrorCode.CONNECT_TIMED_OUT, true);
        }
    }

    @Test
    void shouldNotTakePlainTextForTls() {
        try (ChatClient client = ChatClient.builder(
                        URI.create("wss://127.0.0.1:" + server.uri().getPort()))
                .credentials(Credentials.customer("shop"))
                .requestDeadline(Duration.ofMillis(500))
                .build()) {
            CompletableFuture<Void> connected = client.connect();
            await().until(connected::isCompletedExceptionally);
            CustomerClientTest.assertFailed(connected, ErrorCode.CONNECT_TIMED_OUT, true);
        }
    }

    @Test
    void shouldCarryTwoThousandClientsOnThreeThreads() {
        List<ChatClient> clients = new ArrayList<>();
        try (SharedResources resources = SharedResources.create(1, 2)) {
            List<CompletableFuture<Void>> connecting = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                ChatClient client = builder(Credentials.customer("shop"))
                        .resources(resources)
                        .build();
                clients.add(client);
                connecting.add(client.connect());
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(connecting).allMatch(CompletableFuture::isDone));
            assertThat(clients).allMatch(client -> client.state() == ClientState.CONNECTED);
            assertThat(threads()).hasSizeLessThanOrEqualTo(3);
            clients.forEach(ChatClient::close);
            await().untilAsserted(() -> assertThat(server.connections()).isZero());
        }
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void shouldLeaveNoThreadBehind() throws Exception {
        ChatClient one = builder(Credentials.customer("shop")).build();
        ChatClient two = builder(Credentials.customer("shop")).build();
        one.connect().get(10, SECONDS);
        two.connect().get(10, SECONDS);
        one.close();
        assertThat(threads()).anyMatch(name -> name.startsWith("sb-client-io"));
        two.close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sb-client"))
                .toList();
    }
}

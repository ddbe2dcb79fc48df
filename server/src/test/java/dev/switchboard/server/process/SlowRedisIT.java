package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.Chat;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Receipt;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Redis that is slow, hangs, or loses its connections: the server stays awake and says how it is, nothing acknowledged is
 * lost, and when Redis is well again all goes on without a restart.
 */
class SlowRedisIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(Talk.PATIENCE_S);
    private static final int TEXTS = 40;

    @RegisterExtension
    private final Servers servers = new Servers();

    private ServerProcess server;
    private SlowWire wire;
    private Customer customer;
    private Chat chat;
    private Colleague anna;
    private AgentChat taken;

    @BeforeEach
    void talk() throws Exception {
        EmbeddedRedis redis = servers.underneath(EmbeddedRedis.start(
                EmbeddedRedisOptions.in(servers.folder("redis")).withFsync(Fsync.NO)));
        wire = servers.underneath(new SlowWire(redis.uri().getPort()));
        server = servers.create()
                .with("REDIS_URL", "redis://:" + servers.secret(redis.password()) + "@127.0.0.1:" + wire.port());
        String password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        var admin = new AdminApi(server.http());
        admin.signIn("admin", password);
        admin.makeDesk("anna", password, 5, "http://localhost:" + server.port());
        anna = servers.colleague(server, Credentials.password("anna", password)).available();
        customer = servers.customer(server);
        chat = customer.open("help");
        taken = anna.acceptNext();
        Talk.done(chat.send("before"));
        Talk.untilTextIs(anna.seen(chat.id()), "before");
    }

    @Test
    void shouldServeOnWithARedisThatIsSlow() throws Exception {
        wire.delay(100);

        List<CompletableFuture<Receipt>> receipts = sendAll();
        assertAwake();
        for (CompletableFuture<Receipt> receipt : receipts) {
            Talk.done(receipt);
        }
        assertAllThereOnce();
        try (Customer other = servers.customer(server)) {
            Chat another = other.open("help");
            anna.acceptNext();
            assertThat(another.id()).isNotEqualTo(chat.id());
        }
        HttpResponse<String> health = page("health/ready");
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body())
                .containsPattern("\"warnings\":\\{\"redis\":\"Redis answers slowly: [1-9][0-9]{1,3} ms");

        wire.delay(0);
        await("the warning to go")
                .atMost(PATIENCE)
                .until(() -> !page("health/ready").body().contains("slowly"));
        assertConnectedAllTheTime();
    }

    @Test
    void shouldLiveThroughARedisThatHangs() throws Exception {
        wire.hold();

        List<CompletableFuture<Receipt>> receipts = sendAll();
        await("not ready")
                .atMost(PATIENCE)
                .until(() -> page("health/ready").body().contains("Redis does not answer"));
        assertThat(page("health/ready").statusCode()).isEqualTo(503);
        assertAwake();
        HttpResponse<byte[]> refused = askForToken();
        assertThat(refused.statusCode()).isEqualTo(503);
        Error error = Error.parseFrom(refused.body());
        assertThat(error.getRetryable()).isTrue();
        assertThat(error.getName()).isIn(ErrorCode.STORAGE_UNAVAILABLE.name(), ErrorCode.OUTCOME_UNKNOWN.name());
        assertThat(receipts).noneMatch(CompletableFuture::isDone);

        wire.release();
        for (CompletableFuture<Receipt> receipt : receipts) {
            Talk.done(receipt);
        }
        assertAllThereOnce();
        await("ready").atMost(PATIENCE).until(server::ready);
        Talk.done(taken.send("welcome back"));
        Talk.untilTextIs(customer.seen, "welcome back");
        assertConnectedAllTheTime();
    }

    @Test
    void shouldLoseNothingWhenConnectionsToRedisBreakAgainAndAgain() throws Exception {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            receipts.add(chat.send("text " + i));
            if (i % 8 == 4) {
                wire.cut();
            }
        }

        for (CompletableFuture<Receipt> receipt : receipts) {
            Talk.done(receipt);
        }
        assertAllThereOnce();
        await("ready").atMost(PATIENCE).until(server::ready);
        assertConnectedAllTheTime();
    }

    private List<CompletableFuture<Receipt>> sendAll() {
        return texts().skip(1).map(chat::send).toList();
    }

    private static Stream<String> texts() {
        return Stream.concat(Stream.of("before"), IntStream.range(0, TEXTS).mapToObj(i -> "text " + i));
    }

    private void assertAllThereOnce() {
        Talk.untilTextIs(anna.seen(chat.id()), "text " + (TEXTS - 1));
        Talk.untilTextIs(customer.seen, "text " + (TEXTS - 1));
        assertThat(Talk.texts(anna.seen(chat.id()))).containsExactlyElementsOf(texts().toList());
        assertThat(Talk.texts(customer.seen)).containsExactlyElementsOf(texts().toList());
        Talk.assertUnbroken(customer.seen);
    }

    /** Sockets, loop and health page answer at once whatever Redis does. */
    private void assertAwake() throws Exception {
        CompletableFuture<Void> pong = new CompletableFuture<>();
        WebSocket socket = Talk.done(HTTP.newWebSocketBuilder()
                .subprotocols("switchboard.v1.proto")
                .buildAsync(server.webSocket(), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
                        pong.complete(null);
                        return null;
                    }
                }));
        long sinceNanos = System.nanoTime();
        Talk.done(socket.sendPing(ByteBuffer.allocate(0)));
        Talk.done(pong);
        assertThat(page("health/live").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - sinceNanos)).isLessThan(Duration.ofSeconds(2));
        socket.abort();
    }

    /** Heartbeats were answered: nobody had to connect anew. */
    private void assertConnectedAllTheTime() {
        assertThat(customer.states).as("%s", customer.states).hasSize(2);
        assertThat(anna.states).as("%s", anna.states).hasSize(2);
    }

    private HttpResponse<String> page(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.management().resolve(path))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> askForToken() throws Exception {
        byte[] body = CustomerTokenRequest.newBuilder().setSite("demo").build().toByteArray();
        return HTTP.send(
                HttpRequest.newBuilder(server.http().resolve("api/auth/CustomerToken"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-protobuf")
                        .header("Accept", "application/x-protobuf")
                        .header("Origin", "http://localhost:" + server.port())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }
}

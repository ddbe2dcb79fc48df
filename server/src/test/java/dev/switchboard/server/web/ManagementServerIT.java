package dev.switchboard.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.server.gateway.LeakWatch;
import dev.switchboard.server.listen.ListenException;
import dev.switchboard.server.metrics.ConnectionMeters;
import dev.switchboard.server.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class ManagementServerIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics();
    private final AtomicLong clockMs = new AtomicLong();
    private final Pulse pulse = new Pulse(clockMs::get, 5_000);
    private final AtomicReference<Optional<String>> log = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> warning = new AtomicReference<>(Optional.empty());
    private ManagementServer server;

    @BeforeEach
    void open() throws IOException {
        server = ManagementServer.open(
                "127.0.0.1",
                0,
                List.of(pulse.check("loop")),
                List.of(
                        new HealthCheck("log", log::get),
                        new HealthCheck("redis", Optional::empty),
                        HealthCheck.warning("publisher", warning::get)),
                metrics::scrape);
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
    }

    @Test
    void shouldBeLiveWhileTheLoopTurns() throws Exception {
        clockMs.addAndGet(5_000);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        clockMs.addAndGet(1);
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").body())
                .isEqualTo("{\"status\":\"not live\",\"reasons\":{\"loop\":\"has not moved for 5 s\"}}");
        pulse.beat();
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    }

    @Test
    void shouldBeReadyInSpiteOfAWarning() throws Exception {
        warning.set(Optional.of("goes on without"));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        String told = "\"warnings\":{\"publisher\":\"goes on without\"}}";
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"," + told);
        log.set(Optional.of("away"));
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"log\":\"away\"}," + told);
    }

    @Test
    void shouldSayWhyItIsNotReady() throws Exception {
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        log.set(Optional.of("has not caught up with \"r0\"\n"));

        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"log\":\"has not caught up with \\\"r0\\\" \"}}");
    }

    @Test
    void shouldShowMeters() throws Exception {
        ConnectionMeters meters = new ConnectionMeters(metrics.registry());
        meters.opened();
        meters.opened();
        meters.closed();
        meters.closedByServer(CloseCode.SLOW_READER);
        meters.call("admin", "ok", 1_000_000);
        metrics.cache("tokens", () -> 17);

        HttpResponse<String> page = get("/metrics");

        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(page.body())
                .contains("switchboard_gateway_connections 1.0\n")
                .contains("switchboard_gateway_closes_total{code=\"SLOW_READER\"} 1.0\n")
                .contains("switchboard_api_calls_seconds_count{outcome=\"ok\",service=\"admin\"} 1\n")
                .contains("switchboard_cache_entries{cache=\"tokens\"} 17.0\n")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void shouldHaveNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void shouldBoundItsConnections() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < ManagementPages.CONNECTIONS_MAX; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        }
        try (Socket beyond = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            beyond.setSoTimeout(10_000);
            assertThat(beyond.getInputStream().read()).isEqualTo(-1);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        assertThatThrownBy(
                        () -> ManagementServer.open("127.0.0.1", server.port(), List.of(), List.of(), metrics::scrape))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("another process uses this port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}

package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages between socket and source: what HTTP adds to them. */
@ExtendWith(LeakWatch.class)
class PagesIT {
    private static final int LARGE_BYTES = 1 << 20;
    private static final byte[] LARGE = new byte[LARGE_BYTES];

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<PageRequest> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger large = new AtomicInteger();
    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS, this::answer);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private CompletionStage<PageAnswer> answer(PageRequest request) {
        asked.add(request);
        return switch (request.path()) {
            case "/text" -> CompletableFuture.completedFuture(PageAnswer.json("\"text\""));
            case "/later" -> CompletableFuture.supplyAsync(() -> PageAnswer.json("\"later\""));
            case "/large" -> {
                large.incrementAndGet();
                yield CompletableFuture.completedFuture(new PageAnswer(200, Map.of(), LARGE, ""));
            }
            case "/bug" -> CompletableFuture.failedFuture(new IllegalStateException("hush"));
            case "/method" -> CompletableFuture.completedFuture(PageAnswer.refuseMethod("GET, HEAD"));
            default -> CompletableFuture.completedFuture(PageAnswer.refuse(404, "There is no such page."));
        };
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void shouldHandOnWhatWasAsked() throws Exception {
        HttpResponse<String> answer = get("/text?v=1?2", "If-None-Match", "\"x\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("\"text\"");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(get("/later").body()).isEqualTo("\"later\"");
        PageRequest request = asked.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/text");
        assertThat(request.query()).isEqualTo("v=1?2");
        assertThat(request.header("if-none-match")).isEqualTo("\"x\"");
        assertThat(request.header("accept")).isEmpty();
        assertThat(request.localAddress()).isEqualTo("127.0.0.1");
        assertThat(request.localPort()).isEqualTo(gateway.port());
    }

    @Test
    void shouldRefusePeopleWithAPageAndProgramsWithAnError() throws Exception {
        HttpResponse<String> page = get("/none", "Accept", "text/html,*/*;q=0.8");
        HttpResponse<String> error = get("/none");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy")).isPresent();
        assertThat(page.body()).contains("There is no such page.");
        assertThat(error.statusCode()).isEqualTo(404);
        assertThat(error.headers().firstValue("content-type")).contains("application/json");
        assertThat(error.body()).contains("\"code\":217,\"name\":\"NOT_FOUND\"");
        HttpResponse<String> method = get("/method");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("allow")).contains("GET, HEAD");
        HttpResponse<String> bug = get("/bug");
        assertThat(bug.statusCode()).isEqualTo(500);
        assertThat(bug.body()).contains("INTERNAL").doesNotContain("hush");
    }

    private static String request(String target, String... headers) {
        return target + " HTTP/1.1\r\nHost: h\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrderAndHeadWithoutBody() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            String head = client.request(
                    request("HEAD /large") + request("GET /later") + request("GET /text", "Connection: close"));
            assertThat(head).startsWith("HTTP/1.1 200 ").contains("content-length: " + LARGE_BYTES);
            String rest = client.readAll();
            assertThat(rest).startsWith("HTTP/1.1 200 ").endsWith("\"text\"");
            assertThat(rest.indexOf("\"later\"")).isPositive().isLessThan(rest.indexOf("\"text\""));
        }
    }

    @Test
    void shouldRefuseALongPath() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request(request("GET /" + "x".repeat(20 << 10)))).startsWith("HTTP/1.1 414 ");
        }
        assertThat(asked).isEmpty();
    }

    /** Who asks for much and reads nothing gets what the sockets hold, and the server keeps nothing for him. */
    @Test
    void shouldWaitForAReaderBeforeTheNextAnswer() throws Exception {
        // Fewer than the codec lets wait for their answers.
        int requests = 100;
        try (Socket lazy = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            lazy.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n"
                            .repeat(requests)
                            .getBytes(StandardCharsets.US_ASCII));
            await("first answers").until(() -> large.get() > 0);
            await("no more than the sockets hold")
                    .during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> large.get() < requests / 2);
            assertThat(get("/text").statusCode()).isEqualTo(200);
        }
    }
}

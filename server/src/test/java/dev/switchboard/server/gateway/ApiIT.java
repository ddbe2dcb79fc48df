package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class ApiIT {

    private static final String JSON = "application/json";
    private static final String BINARY = "application/x-protobuf";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queues queues = new Queues();
    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS, queues, new TokenCounter());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldAnswerJsonWithJson() throws Exception {
        HttpResponse<String> answer =
                post("admin/PutQueue", JSON + "; charset=utf-8", "{\"name\": \"billing\"}", "good");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(JSON);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body()).isEqualTo("{\"id\":\"7\",\"name\":\"billing\"}");
        assertThat(queues.callers.get(0)).isInstanceOf(Identity.Program.class);
    }

    @Test
    void shouldAnswerBinaryWithBinary() throws Exception {
        Queue queue = Queue.newBuilder().setName("billing").build();

        HttpResponse<byte[]> answer = http.send(
                request("admin/PutQueue", BINARY)
                        .POST(BodyPublishers.ofByteArray(queue.toByteArray()))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("content-type")).contains(BINARY);
        assertThat(Queue.parseFrom(answer.body()))
                .isEqualTo(queue.toBuilder().setId("7").build());
        assertThat(queues.callers).containsExactly((Identity) null);
    }

    @Test
    void shouldAnswerErrorsInTheFormOfTheCall() throws Exception {
        HttpResponse<String> json = post("admin/PutQueue", JSON, "{\"name\": \"taken\"}", null);
        HttpResponse<byte[]> binary = http.send(
                request("admin/PutQueue", BINARY)
                        .POST(BodyPublishers.ofByteArray(
                                Queue.newBuilder().setName("taken").build().toByteArray()))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(json.statusCode()).isEqualTo(409);
        assertThat(json.body())
                .contains("\"code\":216,\"name\":\"NAME_TAKEN\"")
                .contains("\"details\":{\"field\":\"name\"}");
        assertThat(binary.statusCode()).isEqualTo(409);
        assertThat(Error.parseFrom(binary.body()).getCode()).isEqualTo(ErrorCode.NAME_TAKEN.number());
    }

    @Test
    void shouldTellFailuresApart() throws Exception {
        assertError(post("admin/PutQueue", JSON, "{\"name\": \"storage\"}", null), 503, "STORAGE_UNAVAILABLE");
        assertError(post("admin/PutQueue", JSON, "{\"name\": \"bug\"}", null), 500, "INTERNAL");
        assertThat(post("admin/PutQueue", JSON, "{\"name\": \"bug\"}", null).body())
                .doesNotContain("hush");
    }

    @Test
    void shouldCheckTheToken() throws Exception {
        assertError(post("admin/PutQueue", JSON, "{}", "expired"), 401, "TOKEN_EXPIRED");
        assertError(post("admin/PutQueue", JSON, "{}", "revoked"), 401, "TOKEN_REVOKED");
        assertError(post("admin/PutQueue", JSON, "{}", "forged"), 401, "TOKEN_INVALID");
        HttpRequest basic = request("admin/PutQueue", JSON)
                .header("Authorization", "Basic Z29vZA==")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertError(http.send(basic, BodyHandlers.ofString()), 401, "TOKEN_INVALID");
        assertThat(queues.callers).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotUnderstand() throws Exception {
        assertError(post("admin/PutQueue", JSON, "{\"name\": ", null), 400, "BAD_FRAME");
        assertError(post("admin/PutQueue", JSON, "[".repeat(20_000), null), 400, "BAD_FRAME");
        assertError(post("admin/PutQueue", JSON, "{name: \"x\"}", null), 400, "BAD_FRAME");
        assertError(post("admin/PutQueue", JSON, "{\"name\": \"x\"} {}", null), 400, "BAD_FRAME");
        assertError(post("admin/PutQueue", JSON, "{\"name\": \"\\ud800\"}", null), 400, "BAD_FRAME");
        assertError(post("admin/PutQueue", JSON, "{\"nam\": \"x\"}", null), 400, "INVALID_FIELD");
        assertError(post("admin/PutQueue", JSON, "{\"waiting_limit\": \"many\"}", null), 400, "INVALID_FIELD");
        assertThat(post("admin/PutQueue", BINARY, "\u00ff\u00ff", null).body()).contains("BAD_FRAME");
        assertError(post("admin/PutQueue", "text/plain", "{}", null), 400, "BAD_FRAME");
        assertThat(post("admin/PutQueue", JSON, "{\"nam\": \"hush\"}", null).body())
                .doesNotContain("hush");
    }

    @Test
    void shouldNotFindWhatIsNotThere() throws Exception {
        for (String target : List.of("admin/Nothing", "nobody/PutQueue", "admin", "admin/PutQueue/more", "")) {
            assertError(post(target, JSON, "{}", null), 404, "NOT_FOUND");
        }
        for (String path : List.of("/", "/index.html", "/api", "/wss")) {
            HttpRequest get = HttpRequest.newBuilder(uri(path)).build();
            assertError(http.send(get, BodyHandlers.ofString()), 404, "NOT_FOUND");
        }
        HttpRequest head = HttpRequest.newBuilder(uri("/"))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        assertThat(http.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        HttpRequest get = HttpRequest.newBuilder(uri("/api/admin/PutQueue")).build();
        assertError(http.send(get, BodyHandlers.ofString()), 404, "NOT_FOUND");
    }

    @Test
    void shouldTakeABodyAtTheLimitAndRefuseALargerOne() throws Exception {
        int max = TestGateway.SETTINGS.bodyBytesMax();
        String frame = "{\"name\": \"\"}";
        String full = "{\"name\": \"" + "x".repeat(max - frame.length()) + "\"}";

        assertThat(post("admin/PutQueue", JSON, full, null).statusCode()).isEqualTo(200);
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request("POST /api/admin/PutQueue HTTP/1.1\r\nHost: h\r\nContent-Type: " + JSON
                            + "\r\nContent-Length: " + (max + 1) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void shouldRefuseOversizedHeads() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request("GET / HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
        }
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ");
        }
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            assertThat(client.request("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void shouldCloseWhoSendsItsRequestTooSlowly() throws IOException {
        try (TestGateway impatient = new TestGateway(TestGateway.withRequestTimeout(300));
                RawWebSocket dripping = RawWebSocket.connect(impatient.port());
                RawWebSocket webSocket = RawWebSocket.open(impatient.port())) {
            dripping.raw("POST /api/".getBytes(StandardCharsets.US_ASCII));
            assertThat(dripping.atEnd()).isTrue();
            // A WebSocket is no request in the making: it stays.
            webSocket.send(RawWebSocket.PING, true, new byte[0]);
            assertThat(webSocket.read().opcode()).isEqualTo(RawWebSocket.PONG);
        }
    }

    @Test
    void shouldAnswerPipelinedCallsInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String body : List.of("{\"name\":\"a\"}", "{\"name\":\"taken\"}", "{\"name\":\"c\"}")) {
            requests.append("POST /api/admin/PutQueue HTTP/1.1\r\nHost: h\r\nContent-Type: " + JSON
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }
        requests.append("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            client.raw(requests.toString().getBytes(StandardCharsets.US_ASCII));
            assertThat(client.readAll()
                            .lines()
                            .filter(line -> line.contains("HTTP/1.1"))
                            .map(line -> line.replaceAll(".*HTTP/1.1 (\\d+).*", "$1")))
                    .containsExactly("200", "409", "200", "404");
        }
        assertThat(queues.names).containsExactly("a", "taken", "c");
    }

    @Test
    void shouldBoundTheCallsInWork() throws Exception {
        int max = TestGateway.SETTINGS.callsMax();
        List<CompletableFuture<HttpResponse<String>>> held = new CopyOnWriteArrayList<>();
        for (int i = 0; i < max; i++) {
            held.add(http.sendAsync(
                    request("admin/PutQueue", JSON)
                            .POST(BodyPublishers.ofString("{\"name\":\"hold\"}"))
                            .build(),
                    BodyHandlers.ofString()));
        }
        await().until(() -> queues.held.size() == max);

        assertError(post("admin/PutQueue", JSON, "{}", null), 503, "OVERLOADED");
        gateway.loop.execute(() -> queues.held.forEach(call -> call.complete(Queue.getDefaultInstance())));
        for (CompletableFuture<HttpResponse<String>> call : held) {
            assertThat(call.get().statusCode()).isEqualTo(200);
        }
        assertThat(post("admin/PutQueue", JSON, "{}", null).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldOpenTheTokenServiceToAllowedPagesOnly() throws Exception {
        HttpResponse<String> allowed = preflight("auth/CustomerToken", "https://shop.example.com");
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains("https://shop.example.com");
        assertThat(allowed.headers().firstValue("access-control-allow-methods")).contains("POST");
        assertThat(allowed.headers().firstValue("vary")).contains("origin");

        HttpResponse<String> answer = customerToken("https://shop.example.com", "{\"site\": \"shop\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("from https://shop.example.com");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://shop.example.com");
    }

    /** Its caller has a token, so the browser asks about that header, too. */
    @Test
    void shouldOpenTheMessagesOfCustomersToAllowedPages() throws Exception {
        HttpResponse<String> allowed = preflight("offline/LeaveMessage", "https://shop.example.com");
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains("https://shop.example.com");
        assertThat(allowed.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("authorization");
        HttpResponse<String> list = preflight("offline/ListMessages", "https://shop.example.com");
        assertThat(list.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void shouldTellOtherPagesWhyTheyAreRefusedButNoResult() throws Exception {
        String evil = "https://evil.example.com";
        assertThat(preflight("auth/CustomerToken", evil).headers().firstValue("access-control-allow-origin"))
                .contains(evil);
        assertThat(customerToken(evil, "{\"site\": \"shop\"}").headers().map())
                .doesNotContainKey("access-control-allow-origin");
        HttpResponse<String> refused = customerToken(evil, "no JSON");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("access-control-allow-origin")).contains(evil);

        HttpResponse<String> elsewhere = preflight("admin/PutQueue", "https://shop.example.com");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(elsewhere.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    private HttpResponse<String> customerToken(String origin, String body) throws Exception {
        return http.send(
                request("auth/CustomerToken", JSON)
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> preflight(String target, String origin) throws Exception {
        HttpRequest request = request(target, JSON)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String target, String contentType, String body, String token) throws Exception {
        HttpRequest.Builder request = request(target, contentType)
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target, String contentType) {
        return HttpRequest.newBuilder(uri("/api/" + target)).header("Content-Type", contentType);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private static void assertError(HttpResponse<?> answer, int status, String name) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(String.valueOf(answer.body())).contains("\"name\":\"" + name + "\"");
    }

    /** Stands for the administration service. */
    private static final class Queues implements ApiRequest.Service {

        final List<Identity> callers = new CopyOnWriteArrayList<>();
        final List<String> names = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Message>> held = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "admin";
        }

        @Override
        public Message prototype(String method) {
            return method.equals("PutQueue") ? Queue.getDefaultInstance() : null;
        }

        @Override
        public CompletionStage<? extends Message> call(ApiRequest request) {
            Queue queue = (Queue) request.body();
            callers.add(request.caller());
            names.add(queue.getName());
            return switch (queue.getName()) {
                case "taken" ->
                    throw new ApiException(ErrorCode.NAME_TAKEN, "The name is in use.", Map.of("field", "name"));
                case "storage" ->
                    CompletableFuture.failedFuture(new StorageException(StorageException.Reason.UNAVAILABLE, "hush"));
                case "bug" -> throw new IllegalStateException("hush");
                case "hold" -> hold();
                default ->
                    CompletableFuture.completedFuture(
                            queue.toBuilder().setId("7").build());
            };
        }

        private CompletableFuture<Message> hold() {
            CompletableFuture<Message> call = new CompletableFuture<>();
            held.add(call);
            return call;
        }
    }

    /** Stands for the token service: the answer says who asked. */
    private static final class TokenCounter implements ApiRequest.Service {

        @Override
        public String name() {
            return "auth";
        }

        @Override
        public Message prototype(String method) {
            return method.equals("CustomerToken") ? CustomerTokenRequest.getDefaultInstance() : null;
        }

        @Override
        public CompletionStage<? extends Message> call(ApiRequest request) {
            return CompletableFuture.completedFuture(
                    Tokens.newBuilder().setSubject("from " + request.origin()).build());
        }
    }
}

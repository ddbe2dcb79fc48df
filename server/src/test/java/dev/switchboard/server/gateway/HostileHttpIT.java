package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that no client sends by mistake. Each gets its answer, and the server goes on as if nothing had been. */
@ExtendWith(LeakWatch.class)
class HostileHttpIT {
    private static final String POST = "POST /api/x/Y HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

    private TestGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway(TestGateway.SETTINGS);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static Map<String, String> refusals() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("GET / HTTP/1.1\r\nHost: h\r\n" + "x: y\r\n".repeat(3_000) + "\r\n", "431");
        cases.put("GET / HTTP/1.1\r\nx: " + "y".repeat(10_000) + "\r\n\r\n", "431");
        cases.put("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n\r\n", "414");
        cases.put("\0\1\2\3\r\n\r\n", "400");
        cases.put("GET / HTTP/1.1\r\nHost : h\r\n\r\n", "400");
        cases.put(POST + "Content-Length: -1\r\n\r\n", "400");
        cases.put(POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400");
        cases.put(POST + "Content-Length: 99999999999999999999\r\n\r\n", "400");
        cases.put(POST + "Content-Length: 70000\r\n\r\n", "413");
        cases.put(POST + "Expect: 100-continue\r\nContent-Length: 70000\r\n\r\n", "413");
        cases.put(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "400");
        cases.put(
                POST + "Transfer-Encoding: chunked\r\n\r\n" + ("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5),
                "413");
        cases.put(POST + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "415");
        cases.put(POST + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}", "415");
        cases.put("GET / HTTP/1.0\r\n\r\n", "404");
        return cases;
    }

    @Test
    void shouldAnswerEachAndGoOn() throws IOException {
        for (Map.Entry<String, String> each : refusals().entrySet()) {
            String request = each.getKey();
            try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
                String answer = client.request(request);
                assertThat(answer).as(head(request)).startsWith("HTTP/1.1 " + each.getValue() + " ");
                assertThat(answer).as(head(request)).containsIgnoringCase("content-type: application/json");
                assertThat(client.readAll()).as(head(request)).startsWith("{\"code\":");
            }
        }
        assertThat(answerTo(RawWebSocket.upgrade("switchboard.v1.proto", ""))).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void shouldRefuseUpgradesThatAreNone() throws IOException {
        String good = RawWebSocket.upgrade("switchboard.v1.proto", "");
        assertThat(answerTo(good.replace("Version: 13", "Version: 12")))
                .startsWith("HTTP/1.1 426 ")
                .containsIgnoringCase("sec-websocket-version: 13");
        assertThat(answerTo(good.replace("HTTP/1.1", "HTTP/1.0"))).startsWith("HTTP/1.1 400 ");
        assertThat(answerTo(good.replace("dGhlIHNhbXBsZSBub25jZQ==", "short"))).startsWith("HTTP/1.1 400 ");
        assertThat(answerTo(good.replace("dGhlIHNhbXBsZSBub25jZQ==", "!".repeat(24))))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answerTo(good.replace("Host:", "Content-Length: 3\r\nHost:") + "abc"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(gateway.events.seen).isEmpty();
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            client.raw((POST + "Content-Length: 2\r\n\r\n{}").repeat(20).getBytes(StandardCharsets.US_ASCII));
            client.raw(
                    "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answers = client.readAll();
            assertThat(answers.split("HTTP/1.1 404", -1)).hasSize(22);
            assertThat(answers).endsWith("There is no such page.\"}");
        }
    }

    private String answerTo(String request) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
            return client.request(request);
        }
    }

    private static String head(String request) {
        return request.substring(0, Math.min(120, request.length()));
    }
}

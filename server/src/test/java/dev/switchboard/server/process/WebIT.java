package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a browser gets of the real jar, with the files that the build has put into it. */
class WebIT {
    private static final String JSON = "application/json";

    @RegisterExtension
    private final Servers servers = new Servers();

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private ServerProcess server;

    private HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return ask("GET", path, "", headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** The status line of a request that no client library would send. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * 1. The first page of the demo, what it loads, and how that may be kept. 2. What is no page. 3. Sign in as a sample
     * person by a click, and be that person. 4. The token service for the pages of the site, and for no others.
     */
    @Test
    void shouldServeTheDemo() throws Exception {
        server = servers.create().start("demo");
        // It serves before the sample data are made, and prints when they are.
        await("announcement")
                .atMost(Duration.ofSeconds(Talk.PATIENCE_S))
                .until(() -> server.out().contains("Ctrl-C"));
        assertThat(server.out())
                .as("the first that it says to people")
                .containsSubsequence("Open http://localhost:" + server.port() + "/\n", "Switchboard runs a demo.");

        HttpResponse<String> first = get("/", "Accept", "text/html");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(first, "content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
                .contains("connect-src 'self' ws://127.0.0.1:" + server.port())
                .doesNotContain("unsafe-inline");
        assertThat(get("/demo/shop.html").statusCode()).isEqualTo(200);
        files();
        refusals();
        signIn();
        tokens();
    }

    private void files() throws Exception {
        HttpResponse<String> widget = get("/widget.js");
        assertThat(widget.statusCode()).isEqualTo(200);
        assertThat(header(widget, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(widget, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(widget, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(header(widget, "cache-control")).isEqualTo("no-cache");
        String tag = header(widget, "etag");
        assertThat(get("/widget.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
        String version = tag.replace("\"", "");
        assertThat(header(get("/widget.js?v=" + version), "cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
        HttpResponse<String> old = get("/widget.js?v=0123456789abcdef");
        assertThat(old.body()).isEqualTo(widget.body());
        assertThat(header(old, "cache-control")).isEqualTo("no-cache");
        HttpResponse<String> head = ask("HEAD", "/widget.js", "");
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-length")).isEqualTo(header(widget, "content-length"));

        HttpResponse<String> console = get("/console/");
        assertThat(console.statusCode()).isEqualTo(200);
        assertThat(header(console, "cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(header(console, "content-security-policy"))
                .contains("frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(header(get("/console"), "location")).isEqualTo("/console/");
    }

    private void refusals() throws Exception {
        assertThat(get("/none", "Accept", "text/html").body()).startsWith("<!doctype html>");
        HttpResponse<String> error = get("/none");
        assertThat(error.statusCode()).isEqualTo(404);
        assertThat(error.body()).contains("\"NOT_FOUND\"");
        assertThat(ask("POST", "/widget.js", "x").statusCode()).isEqualTo(405);
        for (String path :
                new String[] {"/console/../widget.js", "/console/%2e%2e/x", "/console%2fx", "/%00", "/\u0000"}) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                    .as(path)
                    .isEqualTo("HTTP/1.1 400");
        }
        assertThat(raw("GET /" + "x".repeat(20 << 10) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo("HTTP/1.1 414");
    }

    private void signIn() throws Exception {
        HttpResponse<String> people = get("/demo/people");
        assertThat(people.body())
                .contains("\"name\":\"anna\"", "\"displayName\":\"Alex Kim\"", "\"role\":\"administrator\"")
                .contains("{\"name\":\"support\",\"title\":\"Support\"}");
        HttpResponse<String> signedIn = ask("POST", "/demo/sign-in/anna", "", "Sec-Fetch-Site", "same-origin");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(header(signedIn, "cache-control")).isEqualTo("no-store");
        Matcher location = Pattern.compile("/console/#(\\S+)").matcher(header(signedIn, "location"));
        assertThat(location.matches()).isTrue();
        Colleague anna = servers.colleague(server, Credentials.oneTimeLink(servers.secret(location.group(1))));
        anna.available();

        assertThat(ask("POST", "/demo/sign-in/anna", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(raw("POST /demo/sign-in/anna HTTP/1.1\r\nHost: evil.example.com:" + server.port()
                        + "\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("HTTP/1.1 403");
        assertThat(get("/demo/sign-in/anna").statusCode()).isEqualTo(405);
    }

    private void tokens() throws Exception {
        String own = "http://localhost:" + server.port();
        String foreign = "https://evil.example.com";
        for (String method : new String[] {"CustomerToken", "Renew"}) {
            HttpResponse<String> preflight = preflight(method, own);
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "access-control-allow-origin")).isEqualTo(own);
            assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("POST");
            assertThat(header(preflight, "access-control-allow-headers")).isEqualTo("authorization, content-type");
            assertThat(header(preflight, "access-control-max-age")).isEqualTo("600");
            assertThat(header(preflight, "vary")).isEqualToIgnoringCase("origin");
            // Its page may learn why it is refused.
            assertThat(header(preflight(method, foreign), "access-control-allow-origin"))
                    .isEqualTo(foreign);
        }
        assertThat(header(preflight("SignIn", own), "access-control-allow-origin"))
                .isEmpty();

        String site = "{\"site\":\"demo\"}";
        HttpResponse<String> token = ask("POST", "/api/auth/CustomerToken", site, "Content-Type", JSON, "Origin", own);
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(header(token, "access-control-allow-origin")).isEqualTo(own);
        assertThat(header(token, "vary")).isEqualToIgnoringCase("origin");
        HttpResponse<String> refused =
                ask("POST", "/api/auth/CustomerToken", site, "Content-Type", JSON, "Origin", foreign);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("ORIGIN_NOT_ALLOWED");
        assertThat(header(refused, "access-control-allow-origin")).isEqualTo(foreign);
    }

    private HttpResponse<String> preflight(String method, String origin) throws Exception {
        return ask(
                "OPTIONS",
                "/api/auth/" + method,
                "",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");
    }

    @Test
    void shouldServeTheConsoleWithoutTheDemo() throws Exception {
        server = servers.create();
        String password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");

        assertThat(header(get("/"), "location")).isEqualTo("/console/");
        assertThat(get("/console/").statusCode()).isEqualTo(200);
        assertThat(get("/widget.js").statusCode()).isEqualTo(200);
        for (String path : new String[] {"/demo/", "/demo/index.html", "/demo/people"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(ask("POST", "/demo/sign-in/anna", "").statusCode()).isEqualTo(405);
    }
}

package dev.switchboard.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {
    private static final String LONG = "let one = 1;\n".repeat(100);
    private static final String HASH = Build.hash(LONG.getBytes(StandardCharsets.UTF_8));

    private final WebFiles files = files();
    private final WebPages serve = new WebPages(files, null);
    private final WebPages demo =
            new WebPages(files, request -> CompletableFuture.completedFuture(PageAnswer.json("\"demo\"")));
    private final Map<String, String> headers = new HashMap<>(Map.of("host", "chat.example.com:8443"));

    private static WebFiles files() {
        try {
            return new Build()
                    .with("widget.js", LONG)
                    .with("widget/chat.js", "export {};")
                    .with("console/index.html", "<!doctype html>console")
                    .with("console/console.js", LONG + " ")
                    .with("demo/index.html", "<!doctype html>demo")
                    .with("demo/shop.html", "<!doctype html>shop")
                    .load();
        } catch (WebFilesException e) {
            throw new AssertionError(e);
        }
    }

    private PageAnswer ask(WebPages pages, String method, String path, String query) {
        var request = new PageRequest(method, path, query, name -> headers.getOrDefault(name, ""), "127.0.0.1", 8080);
        return pages.answer(request).toCompletableFuture().join();
    }

    private PageAnswer get(String path) {
        return ask(serve, "GET", path, "");
    }

    private static String body(PageAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldServeTheWidgetToPagesOfAnySite() {
        for (String path : new String[] {"/widget.js", "/widget/chat.js"}) {
            PageAnswer answer = get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("content-type", "text/javascript; charset=utf-8")
                    .containsEntry("access-control-allow-origin", "*")
                    .containsEntry("cross-origin-resource-policy", "cross-origin")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("cache-control", "no-cache")
                    .doesNotContainKey("set-cookie");
        }
        assertThat(body(get("/widget.js"))).isEqualTo(LONG);
    }

    @Test
    void shouldLetKeepForEverOnlyWhatIsNamedByItsHash() {
        PageAnswer exact = ask(serve, "GET", "/widget.js", "v=" + HASH);
        assertThat(exact.headers()).containsEntry("cache-control", "public, max-age=31536000, immutable");
        for (String query : new String[] {
            "", "v=", "v=0123456789abcdef", "v=" + HASH + "&x", "x&v=" + HASH, "v=" + HASH.substring(1), "V=" + HASH
        }) {
            PageAnswer other = ask(serve, "GET", "/widget.js", query);
            assertThat(other.status()).as(query).isEqualTo(200);
            assertThat(body(other)).isEqualTo(LONG);
            assertThat(other.headers()).as(query).containsEntry("cache-control", "no-cache");
        }
    }

    @Test
    void shouldCompressForThoseWhoTakeIt() {
        for (String accepted : new String[] {"gzip", "br, GZIP;q=0.5", "deflate, gzip", "*"}) {
            headers.put("accept-encoding", accepted);
            PageAnswer answer = get("/widget.js");
            assertThat(answer.headers()).as(accepted).containsEntry("content-encoding", "gzip");
            assertThat(answer.headers()).containsEntry("vary", "accept-encoding");
            assertThat(answer.headers()).containsEntry("etag", "\"" + HASH + "-gzip\"");
            assertThat(answer.body().length).isLessThan(LONG.length());
        }
        for (String accepted : new String[] {"", "br", "gzip;q=0", "gzip; q=0.0", "gzipped"}) {
            headers.put("accept-encoding", accepted);
            PageAnswer answer = get("/widget.js");
            assertThat(answer.headers()).as(accepted).doesNotContainKey("content-encoding");
            assertThat(answer.headers()).containsEntry("vary", "accept-encoding");
            assertThat(body(answer)).isEqualTo(LONG);
        }
    }

    @Test
    void shouldSayWhenTheBrowserHasItAlready() {
        for (String known :
                new String[] {"\"" + HASH + "\"", "W/\"" + HASH + "\"", "\"x\", \"" + HASH + "-gzip\"", "*"}) {
            headers.put("if-none-match", known);
            PageAnswer answer = get("/widget.js");
            assertThat(answer.status()).as(known).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers()).containsKeys("etag", "cache-control", "access-control-allow-origin");
        }
        headers.put("if-none-match", "\"0123456789abcdef\"");
        assertThat(get("/widget.js").status()).isEqualTo(200);
    }

    @Test
    void shouldServeTheConsoleUnderAStrictPolicy() {
        PageAnswer page = get("/console/");
        assertThat(body(page)).isEqualTo("<!doctype html>console");
        assertThat(page.headers())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry(
                        "content-security-policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self';"
                                + " font-src 'self'; connect-src 'self' ws://chat.example.com:8443"
                                + " wss://chat.example.com:8443; base-uri 'none'; form-action 'self';"
                                + " frame-ancestors 'none'")
                .doesNotContainKey("access-control-allow-origin");
        assertThat(get("/console/console.js").status()).isEqualTo(200);
        assertThat(get("/console").headers()).containsEntry("location", "/console/");
        assertThat(get("/console").status()).isEqualTo(302);
    }

    @Test
    void shouldPutNoForeignTextIntoThePolicy() {
        for (String host : new String[] {"", "a b", "x; script-src *", "[::1]:8080", "a\"", "*", "a".repeat(300)}) {
            headers.put("host", host);
            assertThat(get("/console/").headers().get("content-security-policy"))
                    .as(host)
                    .contains("connect-src 'self'; base-uri");
        }
    }

    @Test
    void shouldShowTheDemoOnlyInTheDemo() {
        assertThat(get("/").headers()).containsEntry("location", "/console/");
        for (String path : new String[] {"/demo", "/demo/", "/demo/shop.html", "/demo/people", "/demo/sign-in/anna"}) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(ask(serve, "POST", "/demo/sign-in/anna", "").status()).isEqualTo(405);

        PageAnswer first = ask(demo, "GET", "/", "");
        assertThat(body(first)).isEqualTo("<!doctype html>demo");
        assertThat(first.headers().get("content-security-policy"))
                .startsWith(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws:")
                .doesNotContain("unsafe");
        assertThat(body(ask(demo, "GET", "/demo/shop.html", ""))).contains("shop");
        assertThat(body(ask(demo, "GET", "/demo/people", ""))).isEqualTo("\"demo\"");
        assertThat(body(ask(demo, "POST", "/demo/sign-in/anna", ""))).isEqualTo("\"demo\"");
        assertThat(ask(demo, "GET", "/demo", "").headers()).containsEntry("location", "/");
        assertThat(ask(demo, "POST", "/demo/shop.html", "").status()).isEqualTo(405);
    }

    @Test
    void shouldAnswer404WithoutFiles() throws WebFilesException {
        WebPages none = new WebPages(WebFiles.load(name -> null), null);
        for (String path : new String[] {"/", "/console", "/console/", "/widget.js"}) {
            assertThat(ask(none, "GET", path, "").status()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../widget.js",
                "/console/./index.html",
                "/..",
                "/%2e%2e/x",
                "/console/%2E%2E/widget.js",
                "/console%2findex.html",
                "/console%2Findex.html",
                "/console/%00",
                "/console/\u0000",
                "/a%5cb",
                "/a\\b",
                "//evil.example.com",
                "/console//index.html",
                "console/",
                "",
                "*",
                "http://h/console/",
                "/a b",
                "/a%0d%0ab"
            })
    void shouldRefuseDishonestPaths(String path) {
        assertThat(get(path).status()).isEqualTo(400);
        assertThat(get(path).refusal()).isNotEmpty();
        assertThat(ask(demo, "GET", path, "").status()).isEqualTo(400);
    }

    @Test
    void shouldNotFindWhatIsNotThere() {
        for (String path : new String[] {
            "/favicon.ico",
            "/console/none",
            "/widget",
            "/widget/",
            "/files.txt",
            "/console/index.html/",
            "/web/widget.js",
            "/%61",
            "/CONSOLE/",
            "/widget.js/"
        }) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
        PageAnswer page = get("/none").asPage();
        assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(page.headers().get("content-security-policy")).startsWith("default-src 'none'");
        assertThat(body(page)).contains("404").contains("There is no such page.");
    }

    @Test
    void shouldKnowNoOtherMethods() {
        for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
            PageAnswer answer = ask(serve, method, "/widget.js", "");
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
        }
        assertThat(ask(serve, "HEAD", "/widget.js", "").body())
                .hasSameSizeAs(get("/widget.js").body());
    }
}

package dev.switchboard.server.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A website that embeds the widget, on an origin that is not the server's. */
final class HostPages implements AutoCloseable {
    private record Page(String html, Map<String, String> headers) {}

    private final HttpServer http;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    HostPages() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    String origin() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** An ordinary page; gives its address. */
    String page(String head, String body) {
        return page(head, body, Map.of());
    }

    String page(String head, String body, Map<String, String> headers) {
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Shop</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" + head
                + "</head><body><main><h1>Shop</h1><p>Things for desk and kitchen.</p></main>" + body
                + "</body></html>";
        String path = "/page-" + count.incrementAndGet();
        pages.put(path, new Page(html, headers));
        return origin() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            if (page == null) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            page.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = page.html().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}

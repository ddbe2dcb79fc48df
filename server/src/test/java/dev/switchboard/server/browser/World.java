package dev.switchboard.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.switchboard.server.process.AdminApi;
import dev.switchboard.server.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all browser tests of a run share: one browser, one server, one place for pages. Tests differ in sites and people. */
final class World implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    static final double PATIENCE_MS = 20_000;

    private final Path directory;
    private final Playwright playwright;
    final Browser browser;
    final ServerProcess server;
    final AdminApi admin;
    final HostPages pages;

    private World() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("switchboard-browser");
        pages = new HostPages();
        server = new ServerProcess(Files.createDirectory(directory.resolve("server")))
                .with("ROUTING_REOFFER_PAUSE", "1s")
                // For a program that fills a chat.
                .with("SESSIONS_AGENT_FRAMES_PER_SECOND", "5000")
                .with("SESSIONS_AGENT_FRAMES_BURST", "5000")
                .with("REDIS_EMBEDDED_FSYNC", "everysec");
        server.run(PASSWORD + "\n", "init-admin");
        server.start("serve");
        admin = new AdminApi(server.http());
        admin.signIn("admin", PASSWORD);
        playwright = Chromium.playwright();
        browser = Chromium.launch(playwright);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    static World make() {
        try {
            return new World();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where people find it; "localhost" counts as secure, as a real site is. */
    String address() {
        return "http://localhost:" + server.port();
    }

    /** One that is not the shared one, and does not run yet. */
    ServerProcess another() throws IOException {
        return new ServerProcess(Files.createTempDirectory(directory, "another"));
    }

    @Override
    public void close() throws IOException {
        browser.close();
        playwright.close();
        try {
            server.end();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        pages.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}

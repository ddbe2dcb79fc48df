package dev.switchboard.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's own browser, driven by npm's playwright-core with the machine's own Node.js: nothing is downloaded. (The
 * artifact that Playwright for Java would bring along has 200 MB.)
 */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            // As root, in a container, without a graphics card.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            // Nothing but the test talks to the network.
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final Path WEB = Path.of("src/main/web");
    private static final Path DRIVER = Path.of("target/playwright-driver");

    private Chromium() {}

    static Optional<Path> executable() {
        return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Playwright's side in this JVM and its driver in Node.js. */
    static Playwright playwright() throws IOException {
        Path node = onPath("node").orElseThrow(() -> new IOException("no node on the PATH"));
        Path core = WEB.resolve("node_modules/playwright-core").toAbsolutePath();
        if (!Files.exists(core.resolve("cli.js"))) {
            throw new IOException(core + " is missing: the build installs it");
        }
        // The layout that Playwright expects of a driver: a folder "package" with cli.js in it.
        Files.createDirectories(DRIVER);
        Path link = DRIVER.resolve("package");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, core);
        System.setProperty("playwright.cli.dir", DRIVER.toAbsolutePath().toString());
        return Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable().orElseThrow())
                        .setArgs(ARGUMENTS));
    }
}

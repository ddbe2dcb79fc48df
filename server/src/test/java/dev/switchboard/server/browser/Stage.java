package dev.switchboard.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A test's people and what lies between them, as {@code @RegisterExtension}. After the test nothing unexpected may have
 * happened in any page; where it failed, each page is kept as a picture.
 */
final class Stage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final AtomicInteger COMPANIES = new AtomicInteger();

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private Watch watch = new Watch();
    private World world;

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(
                Chromium.executable().isPresent(),
                "SKIPPED: no Chromium on the PATH (Debian: apt-get install chromium)");
        world(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch = new Watch();
        world = world(context);
    }

    private static World world(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(World.class, key -> World.make(), World.class);
    }

    World world() {
        return world;
    }

    Watch watch() {
        return watch;
    }

    Company company() {
        return new Company(world.admin, "t" + COMPANIES.incrementAndGet(), world.pages.origin());
    }

    /** A network of its own to the server. */
    CuttableProxy proxy() throws IOException {
        watch.networkMayFail();
        return closing(new CuttableProxy(world.server.port()));
    }

    <T extends AutoCloseable> T closing(T other) {
        others.add(other);
        return other;
    }

    /** A browser of its own: nothing is shared with anybody. */
    BrowserContext person() {
        return person(options -> {});
    }

    BrowserContext person(Consumer<NewContextOptions> changes) {
        NewContextOptions options = new NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1440, 900);
        changes.accept(options);
        BrowserContext context = world.browser.newContext(options);
        watch.over(context);
        context.setDefaultTimeout(World.PATIENCE_MS);
        contexts.add(context);
        return context;
    }

    /** On an ordinary page that embeds the company's widget. */
    CustomerPage customer(Company company) {
        return customer(person(), company, world.address());
    }

    CustomerPage customer(BrowserContext person, Company company, String server) {
        return customer(person, world.pages.page("", company.widget(server)));
    }

    CustomerPage customer(BrowserContext person, String address) {
        Page page = person.newPage();
        page.navigate(address);
        return new CustomerPage(page);
    }

    /** A customer who needs no browser. */
    ChatClient caller(Company company) {
        return closing(ChatClient.builder(URI.create(world.address().replace("http", "ws") + "/ws"))
                .credentials(Credentials.customer(company.siteKey(), world.pages.origin()))
                .build());
    }

    /** Whose chat is open, with a text; the program goes on to hold it. */
    Chat chat(Company company, String queue, String text) throws Exception {
        ChatClient customer = caller(company);
        return customer.connect()
                .thenCompose(connected -> customer.chat(queue).open())
                .thenCompose(chat -> chat.send(text).thenApply(stored -> chat))
                .get((long) World.PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Signed in, and away as everybody is then. */
    AgentPage signedIn(Company company, String displayName) {
        return new AgentPage(person().newPage(), world.address()).signIn(company.signInName(displayName));
    }

    /** Signed in and available. */
    AgentPage agent(Company company, String displayName) {
        return agent(person(), company, displayName, world.address());
    }

    AgentPage agent(BrowserContext person, Company company, String displayName, String server) {
        AgentPage agent = new AgentPage(person.newPage(), server);
        agent.signIn(company.signInName(displayName));
        agent.goAvailable();
        return agent;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            if (context.getExecutionException().isPresent()) {
                keepPictures(context.getRequiredTestClass().getSimpleName() + "-"
                        + context.getRequiredTestMethod().getName());
                System.out.println("In the browser: " + watch.complaints());
            } else {
                assertThat(watch.complaints()).as("what nobody asked for").isEmpty();
            }
        } finally {
            for (BrowserContext each : contexts) {
                each.close();
            }
            contexts.clear();
            for (AutoCloseable other : others) {
                other.close();
            }
            others.clear();
        }
    }

    private void keepPictures(String test) {
        int number = 0;
        for (BrowserContext each : contexts) {
            for (Page page : each.pages()) {
                Pictures.take(page, "failed-" + test + "-" + ++number);
            }
        }
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.server.process.AdminApi;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As much, as long and as strange as the server takes it. */
class ExtremesIT {
    private static final int LONG_MS = 120_000;
    private static final int ENTRIES_MAX = 5_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /**
     * Halves of characters and the character that ends texts elsewhere: both sides see the same, and it stays a text like
     * others.
     */
    @Test
    void shouldShowBothSidesTheSameOfStrangeCharacters() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
        CustomerPage customer = STAGE.customer(company).open();
        write(customer.firstMessage(), "1 \\ud83d|\\udc00|\\u0000|\\ud83d\\ude00");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        anna.offers
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                .click();
        customer.isWith("Anna Berg");
        write(anna.field, "2 \\udc00\\ud83d|\\u0000");
        customer.send("3 And so on");
        anna.said("3 And so on");
        List<String> shown = List.of("1 \uFFFD|\uFFFD|\u0000|\uD83D\uDE00", "2 \uFFFD\uFFFD|\u0000", "3 And so on");
        for (int look = 0; look < 2; look++) {
            assertThat(customer.texts()).hasCount(3);
            assertThat(anna.texts()).hasCount(3);
            assertThat(customer.log.locator(".unsent")).hasCount(0);
            assertThat(customer.texts().allTextContents()).isEqualTo(shown);
            assertThat(anna.texts().allTextContents()).isEqualTo(shown);
            set(customer.field, "\\ud83d draft \\u0000");
            set(anna.field, "\\ud83d draft \\u0000");
            customer.page.reload();
            customer.open().isWith("Anna Berg");
            anna.page.reload();
            assertThat(anna.log).isVisible();
            assertThat(customer.field).hasValue(Pattern.compile("draft"));
            assertThat(anna.field).hasValue(Pattern.compile("draft"));
        }
    }

    /** Nothing of a page leaves its place for the longest name that the server takes. */
    @Test
    void shouldKeepItsShapeAroundTheLongestNames() throws Exception {
        String name = "W".repeat(64);
        Company company = STAGE.company()
                .queue(name, LONG_MS)
                .queue("X".repeat(64), LONG_MS)
                .agentOf(0, name, 3)
                .agent("Y".repeat(64), 3)
                .site(name);
        CustomerPage customer = STAGE.customer(company).open().isWith(name);
        assertFits(customer.page);
        customer.choose(name).start("Hello");
        AgentPage agent = STAGE.agent(company, name);
        agent.offer("Hello");
        Pictures.takeAll(agent.page, "console-longest-names-offer", () -> assertFits(agent.page));
        agent.accept("Hello").send("Good day");
        customer.isWith(name).said("Good day");
        Pictures.takeAll(customer.page, "widget-longest-names", () -> assertFits(customer.page));
        agent.button("Transfer").click();
        assertThat(agent.page.getByRole(AriaRole.DIALOG).getByText("Y".repeat(64)))
                .isVisible();
        Pictures.takeAll(agent.page, "console-longest-names-transfer", () -> assertFits(agent.page));
    }

    /** 1. A chat is full. 2. Widget and console show it from its end, lead to its start, and can be used meanwhile. */
    @Test
    void shouldShowTheLongestChat() throws Exception {
        Company company =
                STAGE.company().directQueue("Sales").agent("Anna Berg", 3).site("Good Things");
        CustomerPage customer = STAGE.customer(company).open().start("The first line");
        AgentPage anna = STAGE.agent(company, "Anna Berg").openChat("The first line");
        Page[] pages = {customer.page, anna.page};
        String shop = customer.page.url();
        String desk = anna.page.url();
        for (Page page : pages) {
            page.navigate("about:blank");
        }
        int lines = fill(company);
        assertThat(lines).isBetween(ENTRIES_MAX - 10, ENTRIES_MAX);

        customer.page.navigate(shop);
        customer.open();
        assertThat(customer.texts()).hasCount(lines + 1);
        String last = customer.texts().last().innerText();
        measure("widget", customer.page);
        // What is new begins far up.
        assertThat(customer.log.getByText("New", new Locator.GetByTextOptions().setExact(true)))
                .isInViewport();
        customer.button("New messages").click();
        assertThat(customer.texts().last()).isInViewport();
        customer.log.press("Home");
        assertThat(customer.texts().first()).isInViewport();
        customer.send("One too many").sees("Not delivered: the chat has reached its limit of messages");
        measure("widget, at its start and back", customer.page);

        anna.page.navigate(desk);
        anna.said(last);
        assertThat(anna.texts().last()).isInViewport();
        assertThat(anna.button("Show 200 earlier lines")).isAttached();
        assertThat(anna.texts()).hasCount(200);
        measure("console", anna.page);
        anna.send("One too many").sees("Not sent.");
        anna.button("Show 200 earlier lines").click();
        assertThat(anna.texts()).hasCount(401);
        anna.log.press("Home");
        assertThat(anna.texts().first()).isInViewport();
        measure("console, further up", anna.page);
        anna.button("Discard").click();
        anna.close("Solved");
        customer.sees("The chat has ended");
    }

    /** How many lines of the agent were taken. */
    private static int fill(Company company) throws Exception {
        String token = new AdminApi(STAGE.world().server.http())
                .signIn(company.signInName("Anna Berg"), World.PASSWORD)
                .getAccessToken();
        URI server = URI.create(STAGE.world().address().replace("http", "ws") + "/ws");
        return new Flood(server).fill(token, ENTRIES_MAX);
    }

    /** For people who read the output; how long something takes is no reason to fail. */
    private static void measure(String what, Page page) {
        Object figures = page.evaluate("""
                () => new Promise((done) => {
                    const all = (root) => [...root.querySelectorAll('*')].reduce((sum, e) => sum + 1 + (e.shadowRoot ? all(e.shadowRoot) : 0), 0);
                    let longest = 0;
                    let count = 0;
                    const observer = new PerformanceObserver((list) => {
                        for (const { duration } of list.getEntries()) { longest = Math.max(longest, duration); count += 1; }
                    });
                    observer.observe({ type: 'longtask', buffered: true });
                    const begun = performance.now();
                    requestAnimationFrame(() => requestAnimationFrame(() => done(
                        `elements ${all(document)}, long tasks ${count}, longest ${Math.round(longest)} ms, `
                        + `page lives ${Math.round(begun)} ms, two frames ${Math.round(performance.now() - begun)} ms`)));
                })
                """);
        System.out.println("The longest chat, " + what + ": " + figures);
    }

    private static void write(Locator field, String escaped) {
        set(field, escaped);
        field.press("Enter");
    }

    /** As typed; halves of characters would not survive the way from here to the browser. */
    private static void set(Locator field, String escaped) {
        field.evaluate(
                "(field, escaped) => { field.value = JSON.parse('\"' + escaped + '\"');"
                        + " field.dispatchEvent(new InputEvent('input', { bubbles: true })); }",
                escaped);
    }

    private static void assertFits(Page page) {
        Object wider = page.evaluate("""
                () => {
                    const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
                    const visible = (e) => e.checkVisibility?.() && !e.closest('.unseen') && e.getBoundingClientRect().width > 1;
                    const beyond = (e) => e.getBoundingClientRect().right > innerWidth + 1;
                    const isCut = ({ textOverflow, overflowX }) =>
                        textOverflow === 'ellipsis' || overflowX === 'auto' || overflowX === 'scroll';
                    const cut = (e) => e !== null && e !== document.documentElement
                        && (isCut(getComputedStyle(e)) && !beyond(e) || cut(e.parentElement));
                    // Text that runs out of its own place, into that of a neighbour.
                    const spills = (e) => e.matches('p, h1, h2, h3, span, label, button') && e.clientWidth > 0
                        && getComputedStyle(e).overflowX === 'visible' && e.scrollWidth > e.clientWidth + 1;
                    return all(document).filter((e) => visible(e) && (spills(e) || beyond(e) && !cut(e.parentElement)))
                        .map((e) => e.outerHTML.slice(0, 200));
                }
                """);
        assertThat((List<?>) wider)
                .as("beyond the edge of the window, or of their own place")
                .isEmpty();
    }
}

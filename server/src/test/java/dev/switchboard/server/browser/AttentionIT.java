package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.ChatClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the console calls an agent: by sound and by a notification of the desktop, and only as the agent wants it. */
class AttentionIT {
    private static final int LONG_MS = 120_000;

    /** In place of loudspeaker and desktop, which are written down; and of the window that is in front, or not. */
    private static final String STUBS = """
            window.calls = [];
            window.permission = 'default';
            window.answer = 'granted';
            window.inFront = true;
            window.Notification = class {
                static get permission() { return window.permission; }
                static async requestPermission() { window.calls.push('asked'); return window.permission = window.answer; }
                constructor(title, { body }) {
                    if (window.broken) throw new TypeError('Illegal constructor.');
                    window.calls.push(`${title}: ${body}`);
                }
                close() {}
            };
            window.AudioContext = class {
                state = 'suspended';
                currentTime = 0;
                async resume() { this.state = 'running'; }
                createOscillator() {
                    return { frequency: {}, connect: (next) => next, start: () => window.calls.push('tone'), stop() {} };
                }
                createGain() {
                    const nothing = () => {};
                    const gain = { setValueAtTime: nothing, linearRampToValueAtTime: nothing, exponentialRampToValueAtTime: nothing };
                    return { gain, connect: (next) => next };
                }
            };
            Object.defineProperty(document, 'hidden', { get: () => !window.inFront });
            """;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company;
    private AgentPage anna;
    private int customers;

    @BeforeEach
    void signIn() throws Exception {
        company = STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 20).site("Good Things");
        BrowserContext person = STAGE.person();
        person.addInitScript(STUBS);
        anna = STAGE.agent(person, company, "Anna Berg", STAGE.world().address());
    }

    @Test
    void shouldSoundForOffersAndUnseenMessagesUnlessMuted() throws Exception {
        CustomerPage customer = STAGE.customer(company).open().start("Hello");
        anna.offer("Hello");
        assertCalls("tone", "tone");
        anna.accept("Hello");
        customer.send("While she looks");
        anna.said("While she looks");
        assertCalls();
        set("inFront: false");
        customer.send("While she does not");
        anna.said("While she does not");
        assertCalls("tone");
        assertThat(anna.page).hasTitle("(1) Switchboard");

        anna.button("Sound is on").click();
        customer.send("And while it is off");
        anna.said("And while it is off");
        offer();
        assertCalls();
        anna.page.reload();
        anna.is("Available").button("Sound is off").click();
        offer();
        assertCalls("tone", "tone");
    }

    @Test
    void shouldNotifyOnlyWhoIsAwayAndWantsIt() throws Exception {
        set("inFront: false");
        offer();
        assertCalls("tone", "tone");
        settings(true);
        assertCalls("asked");
        offer();
        assertThat(calls(3))
                .hasSize(3)
                .contains("tone")
                .anyMatch(call -> call.matches("A customer for you: Customer .+"));
        set("inFront: true");
        offer();
        assertCalls("tone", "tone");
        // As on phones, where a page may ask for permission and then not make one.
        set("inFront: false, broken: true");
        offer();
        assertCalls("tone", "tone");
        // Withdrawn in the browser, without a word to the page.
        set("broken: false, permission: 'denied'");
        offer();
        assertCalls("tone", "tone");
    }

    @Test
    void shouldSayThatTheBrowserAllowsNoNotifications() throws Exception {
        set("answer: 'denied'");
        settings(false);
        anna.sees("The browser does not allow notifications of this page. You can change that beside its address.");
        set("inFront: false");
        offer();
        assertCalls("asked", "tone", "tone");
    }

    /** One more comes, and is seen. */
    private void offer() throws Exception {
        String text = "Question " + ++customers;
        ChatClient customer = STAGE.caller(company);
        customer.connect()
                .thenCompose(connected -> customer.chat("").open())
                .thenCompose(chat -> chat.send(text))
                .get(10, TimeUnit.SECONDS);
        anna.offer(text);
    }

    private void settings(boolean granted) {
        anna.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Account of")))
                .click();
        anna.page
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Settings"))
                .click();
        Locator wanted = anna.page.getByRole(
                AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^Notifications")));
        assertThat(wanted).not().isChecked();
        wanted.click();
        if (granted) {
            assertThat(wanted).isChecked();
            anna.page.keyboard().press("Escape");
        } else {
            assertThat(wanted).not().isChecked();
        }
    }

    private void set(String values) {
        anna.page.evaluate("() => { Object.assign(window, { " + values + " }); }");
    }

    private void assertCalls(String... expected) {
        assertThat(calls(expected.length)).containsExactly(expected);
    }

    /** What was called since the last look, when so much of it is there. */
    private List<String> calls(int count) {
        anna.page.waitForFunction("count => window.calls.length >= count", count);
        return ((List<?>) anna.page.evaluate("() => window.calls.splice(0)"))
                .stream().map(String.class::cast).toList();
    }
}

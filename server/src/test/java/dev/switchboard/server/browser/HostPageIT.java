package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Websites as they are: strict, careless, or in the way. */
class HostPageIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company() throws Exception {
        return STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
    }

    private String server() {
        return STAGE.world().address();
    }

    /** A customer on the page can write and is answered. */
    private void assertTalks(Company company, CustomerPage customer) {
        customer.open().start("Hello");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("Hello");
        anna.send("Good day");
        customer.said("Good day");
    }

    private CustomerPage on(Company company, String head) {
        return STAGE.customer(STAGE.person(), STAGE.world().pages.page(head, company.widget(server())));
    }

    /** The policy that the documentation asks for, and nothing more: no styles, no images, no evaluation. */
    @Test
    void shouldWorkUnderAStrictPolicy() throws Exception {
        Company company = company();
        String policy = "default-src 'none'; script-src %1$s; connect-src %1$s %2$s"
                .formatted(server(), server().replace("http", "ws"));
        String address = STAGE.world()
                .pages
                .page(
                        "",
                        company.widget(server()).replace("async", "data-language=\"de\" async"),
                        Map.of("Content-Security-Policy", policy));
        Page page = STAGE.person().newPage();
        page.navigate(address);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chat öffnen"))
                .click();
        Locator panel = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Chat"));
        panel.getByRole(AriaRole.TEXTBOX).fill("Guten Tag");
        panel.getByRole(AriaRole.TEXTBOX).press("Enter");
        STAGE.agent(company, "Anna Berg").accept("Guten Tag").send("Hallo");
        assertThat(panel.getByRole(AriaRole.LOG).locator(".text")).hasText(new String[] {"Guten Tag", "Hallo"});
        assertThat(panel).hasCSS("position", "fixed");
        assertThat(panel).hasCSS("background-color", "rgb(255, 255, 255)");
    }

    @Test
    void shouldLookTheSameUnderHostileStyles() throws Exception {
        Company company = company();
        CustomerPage plain = on(company, "").open();
        CustomerPage hostile = on(company, """
                        <style>
                        body * { all: unset !important; display: none !important; }
                        html { font-size: 60px !important; }
                        body *, div { display: none !important; transform: scale(3) !important; visibility: hidden !important;
                            opacity: 0 !important; position: static !important; filter: blur(9px) !important;
                            width: 9px !important; height: 9px !important; overflow: hidden !important; pointer-events: none !important;
                            font: 60px fantasy !important; color: red !important; direction: rtl !important; zoom: 2 !important; }
                        </style>
                        """).open();
        assertThat(hostile.launcher.boundingBox()).usingRecursiveComparison().isEqualTo(plain.launcher.boundingBox());
        assertThat(hostile.panel.boundingBox()).usingRecursiveComparison().isEqualTo(plain.panel.boundingBox());
        for (String property : List.of("font-size", "font-family", "color", "direction", "visibility", "opacity")) {
            String wanted = (String) plain.firstMessage().evaluate("(e, p) => getComputedStyle(e)[p]", property);
            assertThat(hostile.firstMessage()).hasCSS(property, wanted);
        }
        assertTalks(company, on(company, "<style>body * { all: unset !important; display: none !important; }</style>"));
        Pictures.take(hostile.page, "widget-hostile-styles");
    }

    /** As old libraries and analytics leave it behind. */
    @Test
    void shouldWorkWithChangedGlobals() throws Exception {
        Company company = company();
        assertTalks(company, on(company, """
                        <script>
                        Object.prototype.extra = function () { return 'extra'; };
                        Array.prototype.extra = [1, 2];
                        Array.prototype.toJSON = String.prototype.toJSON = Object.prototype.toJSON = () => 'broken';
                        JSON.parse = JSON.stringify = () => { throw new Error('no JSON'); };
                        const real = window.fetch;
                        window.fetch = function (...all) { return real.apply(this, all); };
                        window.$ = window.require = window.module = window.exports = window.process = null;
                        window.name = 'x'; window.status = 'y'; window.Chat = window.Connection = class {};
                        document.addEventListener('keydown', (event) => event.preventDefault());
                        </script>
                        """));
    }

    @Test
    void shouldWorkWithoutStorage() throws Exception {
        Company company = company();
        BrowserContext person = STAGE.person();
        person.addInitScript(
                "for (const name of ['localStorage', 'sessionStorage']) {"
                        + " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } }); }");
        assertTalks(company, STAGE.customer(person, company, server()));
    }

    @Test
    void shouldShowOneWidgetOnAPageWithTwo() throws Exception {
        Company company = company();
        Page page = STAGE.person().newPage();
        List<String> warnings = new ArrayList<>();
        page.onConsoleMessage((ConsoleMessage message) -> warnings.add(message.text()));
        String widget = company.widget(server()).replace("async", "");
        page.navigate(STAGE.world().pages.page("", widget + widget));
        CustomerPage customer = new CustomerPage(page);
        assertThat(customer.launcher).hasCount(1);
        assertThat(warnings).anyMatch(text -> text.contains("has a chat for"));
        assertTalks(company, customer);
    }

    /** A firewall that lets pages through and no sockets. */
    @Test
    void shouldSayThatTheSocketIsRefused() throws Exception {
        Company company = company();
        STAGE.watch().networkMayFail();
        BrowserContext person = STAGE.person();
        person.routeWebSocket(
                "**/ws", (WebSocketRoute socket) -> socket.close(new WebSocketRoute.CloseOptions().setCode(3000)));
        CustomerPage customer = STAGE.customer(person, company, server()).open();
        customer.sees("The chat cannot be reached at the moment. We keep trying.");
        assertThat(customer.button("Try now")).isVisible();
        assertThat(customer.firstMessage()).isHidden();
    }

    @Test
    void shouldWorkWithAClockThatIsWrongByADay() throws Exception {
        for (long wrongDays : new long[] {-1, 1}) {
            Company company = company();
            BrowserContext person = STAGE.person();
            person.clock()
                    .install(new Clock.InstallOptions()
                            .setTime(System.currentTimeMillis() + TimeUnit.DAYS.toMillis(wrongDays)));
            CustomerPage customer = STAGE.customer(person, company, server());
            assertTalks(company, customer);
            customer.page.reload();
            customer.open().isWith("Anna Berg").assertConversation(List.of("Hello", "Good day"));
        }
    }

    @Test
    void shouldKeepAMessageThatIsTooLong() throws Exception {
        Company company = company();
        CustomerPage customer = STAGE.customer(company).open().start("Hello");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("Hello");
        String tooLong = "word ".repeat(4_000);
        customer.send(tooLong);
        customer.sees("Too long by 15999 characters. Please shorten the message or send it in parts.");
        assertThat(customer.field).hasValue(tooLong);
        String justRight = "x".repeat(4_000);
        customer.send(justRight);
        anna.said(justRight);
        anna.field.fill(tooLong);
        anna.sees("16000 characters too many");
        assertThat(anna.button("Send")).isDisabled();
        assertThat((Boolean) customer.log.evaluate("e => e.scrollWidth <= e.clientWidth"))
                .isTrue();
        assertThat((Boolean) anna.log.evaluate("e => e.scrollWidth <= e.clientWidth"))
                .isTrue();
    }

    @Test
    void shouldWriteFromRightToLeft() throws Exception {
        Company company = company();
        Page page = STAGE.person().newPage();
        page.navigate(STAGE.world()
                .pages
                .page("<script>document.documentElement.dir = 'rtl'</script>", company.widget(server())));
        CustomerPage customer = new CustomerPage(page).open().start("שלום, יש לכם מנורה?");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("שלום, יש לכם מנורה?");
        anna.send("Yes (3 of them)");
        customer.said("Yes (3 of them)");
        assertThat(customer.texts().first()).hasCSS("direction", "rtl");
        assertThat(customer.texts().last()).hasCSS("direction", "ltr");
        assertThat(anna.texts().first()).hasCSS("direction", "rtl");
        assertThat(customer.launcher.boundingBox().x).isLessThan(100);
        Pictures.take(page, "widget-right-to-left");
    }
}

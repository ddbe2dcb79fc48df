package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.WeeklyHours;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom nobody can serve leaves a message, and somebody answers it later. */
class OfflineMessageIT {
    private static final int LONG_MS = 120_000;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /** Open for an hour of one weekday, and not today or tomorrow, whatever today is. */
    private static Consumer<Queue.Builder> closedUntil(LocalDate opens) {
        return queue -> queue.setOpeningHours(OpeningHours.newBuilder()
                .setTimeZone("UTC")
                .addWeekly(WeeklyHours.newBuilder()
                        .setWeekday(opens.getDayOfWeek().getValue())
                        .setFromMinute(12 * 60)
                        .setUntilMinute(13 * 60)));
    }

    private static Locator in(CustomerPage customer, String label) {
        return customer.panel.getByLabel(label);
    }

    private static CustomerPage fill(CustomerPage customer, String name, String contact, String text) {
        customer.firstMessage().fill(text);
        in(customer, "Your name").fill(name);
        in(customer, "Your e-mail address").fill(contact);
        return customer;
    }

    private static void look(Page page, String state) {
        Pictures.takeAll(page, state, () -> Axe.check(page, state));
    }

    private static AgentPage atMessages(Company company, String displayName) {
        AgentPage agent = new AgentPage(STAGE.person().newPage(), STAGE.world().address());
        agent.signIn(company.signInName(displayName));
        link(agent, "^Messages").click();
        return agent;
    }

    private static Locator link(AgentPage agent, String name) {
        return agent.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    private static Locator list(AgentPage agent) {
        return agent.page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Messages"));
    }

    /** Under the strictest policy that the documentation allows. The moment of opening is in the customer's time zone. */
    @Test
    void shouldTakeAMessageWhileClosedAndHaveItAnswered() throws Exception {
        LocalDate opens = LocalDate.now(BERLIN).plusDays(3);
        Company company = STAGE.company()
                .queue("Sales", closedUntil(opens))
                .agent("Anna Berg", 3)
                .agent("Ben Okafor", 3)
                .site("Good Things");
        String server = STAGE.world().address();
        String policy = "default-src 'none'; script-src %1$s; connect-src %1$s %2$s"
                .formatted(server, server.replace("http", "ws"));
        CustomerPage customer = STAGE.customer(
                STAGE.person(),
                STAGE.world().pages.page("", company.widget(server), Map.of("Content-Security-Policy", policy)));
        customer.open();
        // As the page's language, English, writes it.
        String day = opens.format(DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US));
        String hour = opens.atTime(12, 0)
                .atZone(ZoneOffset.UTC)
                .withZoneSameInstant(BERLIN)
                .format(DateTimeFormatter.ofPattern("h:mm", Locale.US));
        assertThat(customer.panel.getByText(Pattern.compile("We open again: " + day + ", " + hour + "\\sPM\\.")))
                .isVisible();
        customer.firstMessage().fill("Where is my parcel?");
        look(customer.page, "widget-8-closed");
        customer.button("Leave a message").click();
        customer.sees("Please fill in all three fields.");
        String hostile = "<img src=x onerror=alert(1)>";
        String text = "Where is my parcel?\nمتى تصل طردي؟ " + hostile;
        fill(customer, hostile + " שרה " + "x".repeat(20), "carla@example.com", text);
        in(customer, "Your e-mail address").press("Enter");
        customer.sees("Your message has been sent. We will answer you: carla@example.com");
        assertThat(customer.firstMessage()).hasValue("");
        look(customer.page, "widget-9-left");

        AgentPage anna = atMessages(company, "Anna Berg");
        AgentPage ben = atMessages(company, "Ben Okafor");
        assertThat(link(anna, "^Messages")).hasAccessibleName(Pattern.compile("1"));
        ben.page.getByText(Texts.containing("Where is my parcel?")).click();
        list(anna).getByRole(AriaRole.LINK).press("Enter");
        Locator message = anna.page.getByRole(AriaRole.ARTICLE);
        assertThat(message.getByRole(AriaRole.HEADING))
                .hasText(Pattern.compile("<img src=x onerror=alert\\(1\\)> שרה x+"));
        assertThat(message.getByText("carla@example.com")).isVisible();
        assertThat(message.getByRole(AriaRole.REGION)).hasText(text);
        assertThat(message.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Reply by e-mail")))
                .hasAttribute("href", "mailto:carla@example.com?subject=Your%20message%20to%20Good%20Things");
        look(anna.page, "console-14-message");
        anna.button("Mark as answered").press("Enter");
        anna.sees("Marked as answered.");
        assertThat(list(anna)).hasCount(0);
        anna.sees("No messages");
        assertThat(message.getByText("Answered", new Locator.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();

        STAGE.watch().requestsMayBeRefused();
        ben.button("Mark as answered").click();
        ben.sees("Anna Berg has answered it already.");
        link(ben, "^Answered").click();
        assertThat(list(ben).getByRole(AriaRole.LINK)).hasCount(1);
        list(ben).getByRole(AriaRole.LINK).click();
        ben.sees("by Anna Berg");
    }

    /** What he had written in the chat stands in the form, and agents see which chat it was. */
    @Test
    void shouldTakeAMessageAfterAChatThatWaitedTooLong() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", queue -> queue.setMaxWaitMs(2_000))
                .agent("Anna Berg", 3)
                .site("Good Things");
        CustomerPage customer = STAGE.customer(company).open().start("Is anybody there?");
        customer.sees("Nobody could answer you in time, so the chat has ended. We are sorry. What you wrote is kept.");
        customer.button("Start a new chat").click();
        assertThat(customer.firstMessage()).hasValue("Is anybody there?");
        in(customer, "Your name").fill("Carla");
        in(customer, "Your e-mail address").fill("+49 30 1234567");
        customer.button("Leave a message").click();
        customer.sees("Your message has been sent. We will answer you: +49 30 1234567");

        AgentPage anna = atMessages(company, "Anna Berg");
        look(anna.page, "console-15-messages");
        list(anna).getByRole(AriaRole.LINK).click();
        anna.sees("A chat that nobody answered in time");
        assertThat(link(anna, "Reply by e-mail")).hasCount(0);
        anna.button("Mark as answered").click();
        anna.sees("Marked as answered.");
    }

    /** Also over a reload; and what arrived although its answer was lost is not left twice. */
    @Test
    void shouldKeepWhatCouldNotBeSent() throws Exception {
        STAGE.watch().networkMayFail();
        Company company = STAGE.company()
                .queue("Sales", closedUntil(LocalDate.now(BERLIN).plusDays(3)))
                .agent("Anna Berg", 3)
                .site("Good Things");
        CustomerPage customer = STAGE.customer(company).open();
        fill(customer, "Carla", "carla@example.com", "Where is my parcel?");
        String method = "**/api/offline/LeaveMessage";
        // It arrives, and nobody hears of it.
        customer.page.route(method, route -> {
            route.fetch();
            route.abort();
        });
        customer.button("Leave a message").click();
        customer.sees("Your message could not be sent. It is still here; please try again.");
        customer.page.unroute(method);
        customer.page.reload();
        customer.open();
        assertThat(customer.firstMessage()).hasValue("Where is my parcel?");
        assertThat(in(customer, "Your name")).hasValue("Carla");
        assertThat(in(customer, "Your e-mail address")).hasValue("carla@example.com");
        customer.page.route(method, Route::abort);
        customer.button("Leave a message").click();
        customer.sees("Your message could not be sent. It is still here; please try again.");
        customer.page.unroute(method);
        customer.button("Leave a message").click();
        customer.sees("Your message has been sent. We will answer you: carla@example.com");

        AgentPage anna = atMessages(company, "Anna Berg");
        assertThat(list(anna).getByRole(AriaRole.LINK)).hasCount(1);
    }

    @Test
    void shouldAskToShortenWhatIsTooLong() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", closedUntil(LocalDate.now(ZoneOffset.UTC).plusDays(3)))
                .agent("Anna Berg", 3)
                .site("Good Things");
        CustomerPage customer = STAGE.customer(company).open();
        fill(customer, "Carla", "carla@example.com", "x".repeat(4_001));
        customer.button("Leave a message").click();
        customer.sees("Please shorten your message to 4,000 characters.");
        assertThat(customer.firstMessage()).isFocused();
        assertThat(customer.firstMessage()).hasValue("x".repeat(4_001));
        customer.firstMessage().press("Backspace");
        customer.button("Leave a message").click();
        customer.sees("Your message has been sent. We will answer you: carla@example.com");

        AgentPage anna = atMessages(company, "Anna Berg");
        assertThat(list(anna).getByRole(AriaRole.LINK)).hasCount(1);
    }

    /** Who looks at an open queue that closes is told at once, and what he has typed stays. */
    @Test
    void shouldOfferTheFormWhenTheQueueCloses() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .agent("Anna Berg", 3)
                .administrator("Alex Kim")
                .site("Good Things");
        CustomerPage customer = STAGE.customer(company).open();
        customer.firstMessage().fill("Where is my parcel?");
        assertThat(customer.button("Leave a message")).hasCount(0);

        AdminPage alex = new AdminPage(
                new AgentPage(STAGE.person().newPage(), STAGE.world().address())
                        .signIn(company.signInName("Alex Kim")));
        alex.open("queues/" + company.queueId(0)).unfold("Opening hours");
        alex.page.getByLabel("At these hours").check();
        Locator remove =
                alex.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Remove")));
        while (remove.count() > 0) {
            remove.first().click();
        }
        alex.press("Save").sees("By its opening hours this queue never opens.");
        alex.open("queues/" + company.queueId(0)).sees("By its opening hours this queue never opens.");
        look(alex.page, "console-16-never-opens");

        assertThat(customer.button("Leave a message")).isVisible();
        assertThat(customer.firstMessage()).hasValue("Where is my parcel?");
        assertThat(customer.panel.getByText("We open again")).hasCount(0);
    }
}

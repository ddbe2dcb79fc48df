package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with it every day, each in a browser of their own. */
class ConversationIT {
    private static final int LONG_MS = 120_000;
    private static final int SHORT_MS = 6_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /**
     * 1. A customer chooses a queue, writes and waits with a place. 2. An agent comes, sees the offer with the text and accepts.
     * 3. Both type and see it, both write. 4. The agent closes. 5. The customer starts anew and leaves the queue.
     */
    @Test
    void shouldLeadThroughAWholeConversation() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .queue("Billing", LONG_MS)
                .agentOf(1, "Anna Berg", 3)
                .site("Good Things");
        CustomerPage customer = STAGE.customer(company).open().isWith("Good Things");
        customer.choose("Billing").start("My invoice is wrong");
        customer.sees("You are number 1 in the queue");

        AgentPage anna = STAGE.agent(company, "Anna Berg");
        anna.accept("My invoice is wrong");
        customer.isWith("Anna Berg").sees("Anna Berg has joined");

        customer.field.pressSequentially("Are");
        anna.sees("types …");
        customer.field.press("Control+a");
        customer.send("Are you there?");
        anna.said("Are you there?");
        anna.field.pressSequentially("Y");
        customer.sees("Anna Berg is typing…");
        anna.send("Yes, I look at it");
        customer.said("Yes, I look at it");
        List<String> said = List.of("My invoice is wrong", "Are you there?", "Yes, I look at it");
        customer.assertConversation(said);
        anna.assertConversation(said);

        anna.close("Solved");
        customer.sees("The chat has ended");
        anna.sees("This chat is over: solved.");
        customer.button("Start a new chat").click();
        customer.choose("Sales").start("One more thing");
        customer.button("Leave").click();
        customer.confirm("Leave");
        customer.sees("You have left the queue");
    }

    /** Enter after Alt+C is an answer to the question, and no more one to the customer. */
    @Test
    void shouldCloseByKeysWithoutSendingTheDraft() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 1).site("Good Things");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        CustomerPage customer = STAGE.customer(company).open().start("Thank you, it works");
        anna.accept("Thank you, it works");
        anna.press("Alt+i").page.keyboard().type("Half a sent");
        anna.press("Alt+c").press("Enter");
        anna.sees("This chat is over: solved.");
        customer.sees("The chat has ended");
        customer.assertConversation(List.of("Thank you, it works"));
    }

    @Test
    void shouldOfferAChatToTheNextAgentAfterDeclineAndTimeout() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", SHORT_MS)
                .agent("Anna Berg", 3)
                .agent("Ben Okafor", 3)
                .site("Good Things");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        // Who came last has been idle for the shortest time.
        AgentPage ben = STAGE.agent(company, "Ben Okafor");
        CustomerPage customer = STAGE.customer(company).open().start("Hello?");
        anna.offer("Hello?");
        ben.offer("Hello?");
        assertThat(anna.offers).hasCount(0);
        ben.decline("Not my field");
        anna.accept("Hello?");
        customer.isWith("Anna Berg");
        assertThat(ben.offers).hasCount(0);
    }

    /** The customer sees that the agent changes, and never a note. */
    @Test
    void shouldTransferToAgentAndQueueWithNotes() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .agent("Anna Berg", 3)
                .agentOf(0, "Ben Okafor", 3)
                .queue("Escalations", LONG_MS)
                .agentOf(1, "Carla Weiß", 3)
                .site("Good Things");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        CustomerPage customer = STAGE.customer(company).open().choose("Sales").start("Which lamp?");
        anna.accept("Which lamp?");
        AgentPage ben = STAGE.agent(company, "Ben Okafor");
        AgentPage carla = STAGE.agent(company, "Carla Weiß");

        anna.note("Knows the shop").transfer("Ben Okafor", "Asks about lamps");
        ben.accept("Which lamp?").said("Knows the shop").said("Asks about lamps");
        customer.isWith("Ben Okafor").sees("Ben Okafor has joined");
        anna.sees("This chat is with Ben Okafor now.");

        ben.send("A colleague knows").transfer("Escalations", "Not mine");
        carla.accept("Which lamp?").said("Not mine");
        customer.isWith("Carla Weiß").assertConversation(List.of("Which lamp?", "A colleague knows"));
        carla.assertConversation(
                List.of("Which lamp?", "Knows the shop", "Asks about lamps", "A colleague knows", "Not mine"));
    }

    @Test
    void shouldKeepThreeTabsOfACustomerInStep() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
        BrowserContext browser = STAGE.person();
        String address =
                STAGE.world().pages.page("", company.widget(STAGE.world().address()));
        CustomerPage first = STAGE.customer(browser, address).open();
        CustomerPage second = STAGE.customer(browser, address).open();
        first.start("From the first");
        second.said("From the first");
        CustomerPage third = STAGE.customer(browser, address).open().said("From the first");

        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("From the first");
        third.send("From the third");
        anna.said("From the third").send("From Anna");
        List<String> said = List.of("From the first", "From the third", "From Anna");
        for (CustomerPage tab : List.of(first, second, third)) {
            tab.isWith("Anna Berg").assertConversation(said);
        }
        second.endChat();
        for (CustomerPage tab : List.of(first, second, third)) {
            tab.sees("You have ended the chat");
        }
    }

    /** What came while the panel was closed begins at a mark; where that is more than fits, a button leads to its end. */
    @Test
    void shouldLeadThroughWhatCameWhileThePanelWasClosed() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
        CustomerPage customer = STAGE.customer(company).open().start("Which lamps are there?");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("Which lamps are there?");
        anna.send("Many");
        customer.said("Many").launcher.click();
        assertThat(customer.panel).isHidden();
        for (int i = 1; i <= 20; i++) {
            anna.send("Lamp " + i);
        }
        assertThat(customer.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("20"))))
                .isVisible();
        customer.open();
        assertThat(customer.log.getByText("Lamp 1", new Locator.GetByTextOptions().setExact(true)))
                .isInViewport();
        assertThat(customer.texts().last()).not().isInViewport();
        customer.button("New messages").click();
        assertThat(customer.texts().last()).isInViewport();
        assertThat(customer.button("New messages")).isHidden();
    }

    /** Presence, offers and chats belong to the agent, not to a device. */
    @Test
    void shouldKeepTwoBrowsersOfAnAgentInStep() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
        AgentPage office = STAGE.agent(company, "Anna Berg");
        AgentPage home = new AgentPage(STAGE.person().newPage(), STAGE.world().address())
                .signIn(company.signInName("Anna Berg"))
                .is("Available");
        CustomerPage customer = STAGE.customer(company).open().start("Hello?");
        home.offer("Hello?");
        office.accept("Hello?");
        assertThat(home.offers).hasCount(0);
        office.send("From the office");
        home.openChat("From the office").said("From the office").send("From home");
        customer.assertConversation(List.of("Hello?", "From the office", "From home"));
        home.become("Away");
        office.is("Away");
    }
}

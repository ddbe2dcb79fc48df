package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.ChatClient;
import dev.switchboard.server.process.ServerProcess;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each state of each screen: nothing that axe finds, and a picture in all four looks. */
class LooksIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private static void look(Page page, String state) {
        Pictures.takeAll(page, state, () -> Axe.check(page, state));
    }

    @Test
    void shouldLetEverybodyUseTheWidget() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .queue("Billing", LONG_MS)
                .agentOf(0, "Anna Berg", 3)
                .site("Good Things");
        CuttableProxy proxy = STAGE.proxy();
        CustomerPage customer = STAGE.customer(STAGE.person(), company, proxy.address());
        look(customer.page, "widget-1-closed");
        customer.open();
        assertThat(customer.firstMessage()).isVisible();
        look(customer.page, "widget-2-start");
        customer.choose("Sales").start("Is the red one in stock? See https://shop.example/red?size=" + "1".repeat(90));
        customer.sees("You are number 1 in the queue");
        look(customer.page, "widget-3-waiting");
        customer.button("Leave").click();
        look(customer.page, "widget-4-leaving");
        customer.confirm("Stay");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        anna.accept("Is the red one in stock? See https://shop.example/red?size=" + "1".repeat(90));
        anna.send("Let me look").send("Yes, three of them.");
        anna.field.pressSequentially("S");
        customer.sees("Anna Berg is typing…").said("Yes, three of them.");
        look(customer.page, "widget-5-talking");
        proxy.cut();
        customer.send("Are you there?").sees("Connection lost. Reconnecting…");
        look(customer.page, "widget-6-offline");
        proxy.restore();
        anna.said("Are you there?").close("Solved");
        customer.sees("The chat has ended");
        look(customer.page, "widget-7-over");
    }

    @Test
    void shouldLetEverybodyUseTheConsole() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .agent("Anna Berg", 3)
                .administrator("Alex Kim")
                .site("Good Things");
        CuttableProxy proxy = STAGE.proxy();
        AgentPage anna = new AgentPage(STAGE.person().newPage(), proxy.address());
        anna.page.navigate(proxy.address() + "/console/");
        assertThat(anna.button("Sign in")).isVisible();
        look(anna.page, "console-01-sign-in");
        anna.signIn(company.signInName("Anna Berg"));
        look(anna.page, "console-02-away");
        anna.goAvailable();
        look(anna.page, "console-03-no-chats");
        CustomerPage customer = STAGE.customer(company).open().start("Is the red one in stock?");
        anna.offer("Is the red one in stock?");
        look(anna.page, "console-04-offer");
        anna.accept("Is the red one in stock?").note("Has bought before").send("Yes, three of them.");
        customer.said("Yes, three of them.").send("Fine");
        anna.said("Fine");
        look(anna.page, "console-05-one-chat");
        anna.button("Transfer").click();
        assertThat(anna.page
                        .getByRole(AriaRole.DIALOG)
                        .getByRole(AriaRole.RADIO)
                        .first())
                .isVisible();
        look(anna.page, "console-06-transfer");
        anna.page.keyboard().press("Escape");
        anna.button("Close the chat").click();
        look(anna.page, "console-07-close");
        anna.page.keyboard().press("Escape");
        for (String item : List.of("Keyboard shortcuts", "Settings")) {
            anna.page
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Account of")))
                    .click();
            Locator entry = anna.page.getByRole(
                    AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Pattern.compile("^" + item)));
            assertThat(entry).isVisible();
            Axe.check(anna.page, "the account's menu");
            entry.click();
            look(anna.page, "console-08-" + item.split(" ", -1)[0].toLowerCase(Locale.ROOT));
            anna.page.keyboard().press("Escape");
        }
        proxy.cut();
        anna.is("Not connected");
        anna.send("Written without network");
        look(anna.page, "console-09-offline");
        proxy.restore();
        customer.said("Written without network");
        anna.is("Available");
        anna.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Waiting")))
                .click();
        look(anna.page, "console-10-waiting");

        AgentPage alex =
                new AgentPage(STAGE.person().newPage(), STAGE.world().address()).signIn(company.signInName("Alex Kim"));
        alex.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Admin"))
                .click();
        look(alex.page, "console-11-administration");
    }

    @Test
    void shouldShowFiftyChats() throws Exception {
        Company company =
                STAGE.company().directQueue("Sales").agent("Anna Berg", 100).site("Good Things");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        for (int i = 0; i < 50; i++) {
            ChatClient customer = STAGE.caller(company);
            String text = "Question " + i;
            var done = customer.connect()
                    .thenCompose(connected -> customer.chat("").open())
                    .thenCompose(chat -> chat.send(text));
            if (i % 10 == 9) {
                done.get(30, TimeUnit.SECONDS);
            }
        }
        Locator list = anna.page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Chats"));
        assertThat(list.getByRole(AriaRole.LISTITEM)).hasCount(50);
        assertThat(list.getByText(Pattern.compile("^Question \\d+$"))).hasCount(50);
        look(anna.page, "console-12-fifty-chats");
        anna.openChat("Question 7");
        look(anna.page, "console-13-one-of-fifty");
    }

    /** 1. Somebody tries the demo: first page, a tab as Anna, a tab with the shop. 2. Both sides talk. */
    @Test
    void shouldLeadThroughTheDemo() throws Exception {
        ServerProcess demo = STAGE.world().another().start("demo");
        STAGE.closing(demo::end);
        Page landing = STAGE.person().newPage();
        landing.navigate("http://localhost:" + demo.port() + "/");
        Locator signIn = landing.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in as Anna"));
        assertThat(signIn).isVisible();
        look(landing, "demo-1-landing");
        Page console = landing.context().waitForPage(signIn::click);
        AgentPage anna = new AgentPage(console, "").goAvailable();
        Page shop = landing.context()
                .waitForPage(
                        () -> landing.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the shop"))
                                .click());
        CustomerPage customer = new CustomerPage(shop);
        assertThat(customer.launcher).isVisible();
        look(shop, "demo-2-shop");
        customer.open().isWith("Demo shop").choose("Sales").start("Is the lamp warm?");
        anna.accept("Is the lamp warm?").send("It is");
        customer.isWith("Anna Berg").said("It is");
        look(shop, "demo-3-chat");
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.Chat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents who choose for themselves what they do next: they take chats, and put them on hold. */
class TakingIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /** 1. Somebody waits. 2. An agent who is not available takes the chat, by keys alone. 3. Both talk. */
    @Test
    void shouldTakeAWaitingChat() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 1).site("Good Things");
        AgentPage anna = STAGE.signedIn(company, "Anna Berg").is("Away");
        CustomerPage customer = STAGE.customer(company).open().start("Is the red one in stock?");
        customer.sees("You are number 1 in the queue");
        WaitingList list = WaitingList.open(anna, company.queueName(0));
        assertThat(list.rows()).hasCount(1);
        list.press(list.rows(), "Take");
        anna.said("Is the red one in stock?").sees("Load 1 of 1").is("Away");
        customer.isWith("Anna Berg");
        assertThat(anna.field).isFocused();
        anna.page.keyboard().type("Three of them");
        anna.press("Enter");
        customer.said("Three of them");
    }

    /** 1. Two see the same chat. 2. One takes it. 3. The other, whose list is old, is told who has it. */
    @Test
    void shouldSayWhoWasFaster() throws Exception {
        Company company = STAGE.company()
                .queue("Sales", LONG_MS)
                .agent("Anna Berg", 1)
                .agent("Ben Okafor", 1)
                .site("Good Things");
        AgentPage anna = STAGE.signedIn(company, "Anna Berg");
        AgentPage ben = STAGE.signedIn(company, "Ben Okafor");
        Chat chat = STAGE.chat(company, "", "Hello");
        WaitingList old = WaitingList.open(ben, company.queueName(0));
        assertThat(old.row(chat.id())).isVisible();
        // Nothing newer comes, as when the other is faster by a second.
        ben.page.route(Pattern.compile("/ListWaiting$"), route -> {});
        WaitingList list = WaitingList.open(anna, company.queueName(0));
        list.press(list.row(chat.id()), "Take");
        anna.said("Hello");
        old.press(old.row(chat.id()), "Take");
        ben.sees("Anna Berg has the chat with").sees("already.").sees("Load 0 of 1");
    }

    /** 1. A chat waits for something. 2. On hold it makes room for another. 3. It comes back when there is room again. */
    @Test
    void shouldPutAChatOnHoldAndTakeItBack() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 1).site("Good Things");
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        STAGE.chat(company, "", "Where is my parcel?");
        anna.offer("Where is my parcel?");
        anna.press("Alt+a").said("Where is my parcel?").sees("Load 1 of 1");
        STAGE.chat(company, "", "Is the red one in stock?");
        assertThat(anna.offers).hasCount(0);

        anna.press("Alt+z");
        assertThat(inList(anna, "Where is my parcel?")).containsText("On hold");
        assertThat(anna.button("On hold: take the chat back")).hasAttribute("aria-pressed", "true");
        anna.send("I am asking the driver");
        anna.offer("Is the red one in stock?");
        anna.press("Alt+a").said("Is the red one in stock?").sees("Load 1 of 1");

        anna.press("Alt+j").sees("I am asking the driver");
        anna.press("Alt+z").sees("You have no room for it: close another chat, or put one on hold.");
        assertThat(inList(anna, "I am asking the driver")).containsText("On hold");
        anna.press("Alt+j").press("Alt+c");
        Locator dialog = anna.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        anna.press("Enter");
        assertThat(dialog).isHidden();
        anna.sees("Load 0 of 1").press("Alt+j").press("Alt+z").sees("Load 1 of 1");
        assertThat(inList(anna, "I am asking the driver")).not().containsText("On hold");
    }

    private static Locator inList(AgentPage anna, String lastText) {
        return anna.page
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Chats"))
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(lastText));
    }
}

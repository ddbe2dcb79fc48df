package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.client.Chat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chats that change hands although their agent did not give them away. */
class TakeOverIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company;
    private AgentPage anna;

    @BeforeEach
    void stage() throws Exception {
        company = STAGE.company()
                .queue("Sales", LONG_MS)
                .agentOf(0, "Anna Berg", 3)
                .agentOf(0, "Bo Lind", 3);
        company.person(
                        "Dora Quist",
                        agent -> agent.setCapacity(1)
                                .addQueues(company.queueName(0))
                                .setMayTakeOver(true))
                .supervisor("Sam Lee", 1)
                .site("Good Things");
        anna = STAGE.agent(company, "Anna Berg");
    }

    /**
     * 1. Who has the right sees the chats of his colleagues. 2. By keys alone he takes one over. 3. Its agent reads who has
     * it, and loses it. 4. The customer talks on with the other. 5. It is taken back from the chat that is open.
     */
    @Test
    void shouldTakeOverFromTheList() throws Exception {
        CustomerPage customer = STAGE.customer(company).open().start("This is urgent");
        anna.accept("This is urgent").send("One moment");
        AgentPage dora = STAGE.signedIn(company, "Dora Quist");
        WaitingList list = WaitingList.open(dora, company.queueName(0));
        Locator row = list.owned("with Anna Berg");
        dora.press("Alt+t");
        assertThat(row.getByRole(AriaRole.BUTTON)).isFocused();
        dora.press("Enter");
        Locator dialog = dora.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Anna Berg loses the chat");
        dora.press("Enter");
        dora.sees("The chat was taken over from Anna Berg").said("One moment").sees("Load 1 of 1");

        anna.sees("Dora Quist has taken the chat with")
                .sees("Dora Quist has taken this chat.")
                .sees("Load 0 of 3");
        assertThat(anna.button("Take over")).hasCount(0);
        customer.isWith("Dora Quist");
        dora.send("Here I am");
        customer.said("Here I am");

        company.mayTakeOver("Anna Berg");
        assertThat(anna.button("Take over")).isVisible();
        anna.press("Alt+t");
        assertThat(anna.page.getByRole(AriaRole.DIALOG)).containsText("Dora Quist loses the chat");
        anna.press("Enter");
        customer.isWith("Anna Berg");
        anna.assertConversation(List.of("This is urgent", "One moment", "Here I am"));
        dora.sees("Anna Berg has taken this chat.");
    }

    /** The list goes on without it for who looks at something else. */
    @Test
    void shouldLeaveTheListOfWhoLooksElsewhere() throws Exception {
        Chat chat = STAGE.chat(company, company.queueName(0), "Hello");
        anna.accept("Hello").press("Alt+w");
        AgentPage sam = STAGE.signedIn(company, "Sam Lee");
        WaitingList list = WaitingList.open(sam, company.queueName(0));
        list.takeOver(list.owned(chat.id()));
        sam.said("Hello");
        anna.sees("Sam Lee has taken the chat with").press("Alt+w").sees("No chats yet");
    }

    /** 1. While he is asked, somebody else takes the chat. 2. He is told who, and has taken nothing. 3. He means it all the same. */
    @Test
    void shouldSayWhoWasFaster() throws Exception {
        Chat chat = STAGE.chat(company, company.queueName(0), "Hello");
        anna.accept("Hello");
        AgentPage dora = STAGE.signedIn(company, "Dora Quist");
        WaitingList.open(dora, company.queueName(0))
                .owned(chat.id())
                .getByRole(AriaRole.BUTTON)
                .click();
        Locator dialog = dora.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Anna Berg loses the chat");
        AgentPage sam = STAGE.signedIn(company, "Sam Lee");
        WaitingList list = WaitingList.open(sam, company.queueName(0));
        list.takeOver(list.owned(chat.id()));
        sam.said("Hello");

        dora.press("Enter");
        assertThat(dialog).containsText("Sam Lee has the chat with");
        assertThat(dialog).containsText("Sam Lee loses the chat");
        sam.sees("Load 1 of 1");
        assertThat(dora.button("Cancel")).isFocused();
        dora.press("Tab").press("Enter");
        assertThat(dialog).isHidden();
        dora.said("Hello").sees("Load 1 of 1");
        sam.sees("Dora Quist has taken the chat with");
    }

    /** 1. Without the right nothing of it is seen. 2. Who has no room is told so, and nothing happens. */
    @Test
    void shouldNotTakeOverWithoutRightOrRoom() throws Exception {
        Chat chat = STAGE.chat(company, company.queueName(0), "Hello");
        anna.accept("Hello");
        AgentPage ben = STAGE.signedIn(company, "Bo Lind");
        WaitingList.open(ben, company.queueName(0));
        ben.sees("Nobody waits");
        assertThat(ben.page.getByText("With agents")).hasCount(0);

        AgentPage dora = STAGE.agent(company, "Dora Quist");
        STAGE.chat(company, company.queueName(0), "Mine");
        dora.accept("Mine");
        WaitingList list = WaitingList.open(dora, company.queueName(0));
        list.takeOver(list.owned(chat.id()));
        dora.sees("You cannot take the chat with").sees("you have no room for it");
        dora.press("Escape");
        assertThat(list.owned("with Anna Berg")).containsText(chat.id());
        assertThat(list.owned("You have it").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open")))
                .isVisible();
    }

    /** A supervisor gives a chat from one agent to another, and moves one to another queue. */
    @Test
    void shouldAssignAndMoveWhatAgentsHave() throws Exception {
        company.queue("Refunds", LONG_MS);
        Chat first = STAGE.chat(company, company.queueName(0), "First");
        anna.accept("First");
        AgentPage ben = STAGE.signedIn(company, "Bo Lind").become("Busy");
        AgentPage sam = STAGE.signedIn(company, "Sam Lee");
        WaitingList list = WaitingList.open(sam, company.queueName(0));
        list.assign(list.owned(first.id()), "Bo Lind");
        anna.sees("This chat is no longer yours; it goes to another agent.");
        ben.offer("First");
        ben.press("Alt+a").said("First");
        assertThat(list.owned(first.id())).containsText("with Bo Lind");
        list.move(list.owned(first.id()), "Refunds");
        ben.sees("This chat is no longer yours; it goes to another agent.");
        assertThat(sam.page.getByText("No agent has a chat of this queue.")).isVisible();
        WaitingList billing = WaitingList.open(sam.press("Alt+w"), company.queueName(1));
        assertThat(billing.row(first.id())).isVisible();
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The console's page of one queue, reached and used by keys alone. */
final class WaitingList {
    final AgentPage console;
    private final Page page;

    private WaitingList(AgentPage console) {
        this.console = console;
        page = console.page;
    }

    /** By its name: a supervisor sees the queues of all companies, and titles repeat. */
    static WaitingList open(AgentPage console, String queueName) {
        console.press("Alt+w");
        console.tabTo(console.page
                        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Queues"))
                        .locator("a[href='#/waiting/%s']".formatted(queueName)))
                .press("Enter");
        assertThat(console.page).hasURL(Texts.containing("#/waiting/" + queueName));
        return new WaitingList(console);
    }

    /** Those who wait, in their order. */
    Locator rows() {
        return page.locator("[aria-label='Who waits'] > li");
    }

    /** @param text such as the id of the chat */
    Locator row(String text) {
        Locator row = rows().filter(new Locator.FilterOptions().setHasText(text));
        assertThat(row).hasCount(1);
        return row;
    }

    /** Chats of the queue that agents have. */
    Locator owned(String text) {
        Locator row = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("With agents"))
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(text));
        assertThat(row).hasCount(1);
        return row;
    }

    WaitingList press(Locator row, String button) {
        console.tabTo(row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Texts.beginning(button))))
                .press("Enter");
        return this;
    }

    /** What supervisors do: from the menu of the chat to the dialog. */
    Locator more(Locator row, String act) {
        press(row, "More for");
        console.walkTo(
                        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Texts.beginning(act))),
                        "ArrowDown")
                .press("Enter");
        return dialog();
    }

    private Locator dialog() {
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        return dialog;
    }

    WaitingList choose(Locator dialog, String target) {
        console.tabTo(dialog.locator("input[type=radio]:enabled").first())
                .walkTo(
                        dialog.getByRole(
                                AriaRole.RADIO,
                                new Locator.GetByRoleOptions()
                                        .setName(Texts.containing(target))
                                        .setDisabled(false)),
                        "ArrowDown")
                .press("Space")
                .press("Enter");
        assertThat(dialog).isHidden();
        return this;
    }

    WaitingList assign(Locator row, String agent) {
        Locator dialog = more(row, "Assign");
        page.keyboard().type(agent);
        return choose(dialog, agent);
    }

    WaitingList takeOver(Locator row) {
        press(row, "Take over");
        assertThat(dialog()).containsText("loses the chat");
        console.press("Enter");
        return this;
    }

    WaitingList move(Locator row, String queueTitle) {
        return choose(more(row, "Move"), queueTitle);
    }

    WaitingList prioritise(Locator row, int seconds) {
        Locator dialog = more(row, "Change the priority");
        page.keyboard().type(Integer.toString(seconds));
        console.press("Enter");
        assertThat(dialog).isHidden();
        return this;
    }
}

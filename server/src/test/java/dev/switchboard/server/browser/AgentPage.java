package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** The console, as an agent uses it. */
final class AgentPage {
    final Page page;
    final Locator offers;
    final Locator log;
    final Locator field;
    /** More than a page of these tests has places for the focus. */
    private static final int STEPS_MAX = 100;

    private final String server;

    AgentPage(Page page, String server) {
        this.page = page;
        this.server = server;
        offers = page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile("^Offer: ")));
        log = page.getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName(Pattern.compile("^Chat with ")));
        field = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message to the customer"));
    }

    AgentPage signIn(String name) {
        return signIn(name, World.PASSWORD);
    }

    AgentPage signIn(String name, String password) {
        page.navigate(server + "/console/");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        button("Sign in").click();
        assertThat(presence()).isVisible();
        return this;
    }

    AgentPage goAvailable() {
        return become("Available");
    }

    AgentPage become(String presenceName) {
        return choose(presenceName).is(presenceName);
    }

    /** Whether it is taken is another question. */
    AgentPage choose(String presenceName) {
        presence().click();
        page.getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + presenceName)))
                .click();
        return this;
    }

    AgentPage is(String presenceName) {
        assertThat(presence()).hasAccessibleName("Presence: " + presenceName);
        return this;
    }

    private Locator presence() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Presence: ")));
    }

    /** The only offer there is comes, and shows what the customer has written. */
    Locator offer(String text) {
        assertThat(offers.getByText(text, new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        return offers;
    }

    AgentPage accept(String text) {
        offer(text)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                .click();
        assertThat(log).isVisible();
        return said(text);
    }

    AgentPage decline(String reason) {
        offers.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Decline"))
                .click();
        offers.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(reason))
                .click();
        assertThat(offers).hasCount(0);
        return this;
    }

    /** From the list, where a chat is shown with what was said last. */
    AgentPage openChat(String lastText) {
        page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Chats"))
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(lastText))
                .click();
        assertThat(log).isVisible();
        return this;
    }

    AgentPage send(String text) {
        field.fill(text);
        field.press("Enter");
        return this;
    }

    AgentPage note(String text) {
        button("Write an internal note").click();
        Locator note = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Internal note"));
        note.fill(text);
        note.press("Enter");
        said(text);
        button("Write to the customer").click();
        return this;
    }

    AgentPage said(String text) {
        assertThat(texts().filter(new Locator.FilterOptions().setHasText(Texts.exactly(text))))
                .hasCount(1);
        return this;
    }

    Locator texts() {
        return log.locator(".line-text");
    }

    /** Exactly these, in this order, and all own ones stored. */
    void assertConversation(List<String> expected) {
        assertThat(texts()).hasText(expected.toArray(String[]::new));
        assertThat(log.locator(".line-unsent")).hasCount(0);
    }

    AgentPage sees(String text) {
        assertThat(page.getByText(text).first()).isVisible();
        return this;
    }

    AgentPage transfer(String target, String note) {
        button("Transfer").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(Texts.containing(target)))
                .check();
        dialog.getByLabel("Note for the next agent").fill(note);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Transfer"))
                .click();
        assertThat(dialog).hasCount(0);
        return this;
    }

    AgentPage close(String reason) {
        button("Close the chat").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel(reason, new Locator.GetByLabelOptions().setExact(true))
                .check();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close the chat"))
                .click();
        assertThat(dialog).hasCount(0);
        return this;
    }

    AgentPage press(String keys) {
        page.keyboard().press(keys);
        return this;
    }

    /** From where the focus is, as somebody without a mouse gets there. */
    AgentPage tabTo(Locator target) {
        return walkTo(target, "Tab");
    }

    AgentPage walkTo(Locator target, String key) {
        assertThat(target).isVisible();
        for (int i = 0; i < STEPS_MAX && !isFocused(target); i++) {
            press(key);
        }
        assertThat(target).isFocused();
        return this;
    }

    private static boolean isFocused(Locator target) {
        return (boolean) target.evaluate("element => element === document.activeElement");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** The widget on a website, as a customer uses it. */
final class CustomerPage {
    final Page page;
    final Locator launcher;
    final Locator panel;
    final Locator log;
    final Locator field;

    CustomerPage(Page page) {
        this.page = page;
        launcher = page.getByRole(AriaRole.BUTTON, named("^(Open|Close) chat"));
        panel = page.getByRole(
                AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Chat").setExact(true));
        log = panel.getByRole(AriaRole.LOG, new Locator.GetByRoleOptions().setName("Messages"));
        field = panel.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Write a message"));
    }

    CustomerPage open() {
        launcher.click();
        assertThat(panel).isVisible();
        return this;
    }

    /** From the form before a chat; where there is a choice of queues, in the first one. */
    CustomerPage start(String text) {
        firstMessage().fill(text);
        button("Start chat").click();
        said(text);
        return this;
    }

    CustomerPage choose(String queueTitle) {
        panel.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(Texts.beginning(queueTitle)))
                .check();
        return this;
    }

    Locator firstMessage() {
        return panel.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Your message"));
    }

    CustomerPage send(String text) {
        field.fill(text);
        field.press("Enter");
        return this;
    }

    /** Shows that text once, stored by the server if it is the customer's own. */
    CustomerPage said(String text) {
        assertThat(texts().filter(new Locator.FilterOptions().setHasText(Texts.exactly(text))))
                .hasCount(1);
        return this;
    }

    /** All texts of messages, in order. */
    Locator texts() {
        return log.locator(".text");
    }

    /** Exactly these, in this order, and all own ones stored. */
    void assertConversation(List<String> expected) {
        assertThat(texts()).hasText(expected.toArray(String[]::new));
        assertThat(log.locator(".unsent")).hasCount(0);
    }

    CustomerPage sees(String line) {
        assertThat(panel.getByText(Texts.exactly(line)).first()).isVisible();
        return this;
    }

    Locator button(String name) {
        return panel.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** With whom one talks. */
    CustomerPage isWith(String name) {
        assertThat(panel.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(1)))
                .hasText(name);
        return this;
    }

    void endChat() {
        button("End chat").click();
        confirm("End chat");
    }

    void confirm(String answer) {
        panel.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(answer))
                .click();
    }

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The console's pages of administrators. */
final class AdminPage {
    final Page page;
    final AgentPage console;

    AdminPage(AgentPage console) {
        this.console = console;
        page = console.page;
    }

    /** @param path what follows "#/admin/" in the address, such as "queues/new" */
    AdminPage open(String path) {
        page.evaluate("path => { location.hash = '#/admin/' + path; }", path);
        return this;
    }

    AdminPage follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
        return this;
    }

    AdminPage section(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Administration"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .click();
        return this;
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    AdminPage fill(String label, String value) {
        field(label).fill(value);
        return this;
    }

    /** Opens the part of the form with this title. */
    AdminPage unfold(String title) {
        page.locator("summary", new Page.LocatorOptions().setHasText(title)).click();
        return this;
    }

    AdminPage has(String label, String value) {
        assertThat(field(label)).hasValue(value);
        return this;
    }

    /** One of the queues to be chosen, by its name. */
    AdminPage tick(String queue) {
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(Texts.containing(queue)))
                .check();
        return this;
    }

    AdminPage press(String button) {
        console.button(button).click();
        return this;
    }

    /** In the dialog that is open. */
    AdminPage answer(String button) {
        dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /** A field's fault stands below it, and screen readers say it with the field. */
    AdminPage isWrong(String label, String fault) {
        assertThat(field(label)).hasAttribute("aria-invalid", "true");
        assertThat(field(label)).hasAccessibleDescription(Texts.containing(fault));
        assertThat(page.getByText(Texts.exactly(fault))).isVisible();
        return this;
    }

    AdminPage sees(String text) {
        assertThat(page.getByText(Texts.containing(text)).first()).isVisible();
        return this;
    }
}

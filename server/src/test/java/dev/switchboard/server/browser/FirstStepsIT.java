package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.server.process.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first steps of docs/administration.md, as they are written there: from nothing to an answered customer. */
class FirstStepsIT {
    @RegisterExtension
    private static final Stage STAGE = new Stage();

    @Test
    void shouldLeadFromNothingToAnAnsweredCustomer() throws Exception {
        ServerProcess server = STAGE.world().another();
        STAGE.closing(server::end);
        // 1.
        ServerProcess.Ended made = server.run("a long password\n", "init-admin", "--name", "admin");
        assertThat(made.exitCode()).as(made.err()).isZero();
        ServerProcess.Ended checked = server.run("", "check-config");
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        server.start("serve");
        // 2.
        BrowserContext person = STAGE.person();
        person.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        String address = "http://localhost:" + server.port();
        AgentPage console = new AgentPage(person.newPage(), address).signIn("admin", "a long password");
        AdminPage admin = new AdminPage(console).follow("Admin");
        assertThat(admin.page.getByText("None yet")).hasCount(3);
        // 3.
        admin.section("Skills")
                .sees("No skills yet")
                .follow("New skill")
                .fill("Name", "german")
                .press("Create skill")
                .sees("Created: german");
        // 4.
        admin.section("Queues")
                .follow("New queue")
                .fill("Title", "Billing")
                .fill("Name", "billing")
                .press("Create queue")
                .sees("Created: Billing");
        // 5.
        String password = makeAgent(admin);
        // 6. and 7.
        String code = makeSite(admin);
        assertThat(code)
                .isEqualTo("<script src=\"%s/widget.js\" data-site=\"shop\" async></script>".formatted(address));

        AgentPage anna = new AgentPage(STAGE.person().newPage(), address)
                .signIn("anna", password)
                .goAvailable();
        String shop = STAGE.world().pages.page("", code);
        CustomerPage customer = STAGE.customer(STAGE.person(), shop).open().isWith("Good Things");
        customer.start("Is anybody there?");
        anna.accept("Is anybody there?").send("Yes, we are open");
        customer.isWith("Anna Berg")
                .said("Yes, we are open")
                .assertConversation(List.of("Is anybody there?", "Yes, we are open"));
    }

    private static String makeAgent(AdminPage admin) {
        admin.section("Agents")
                .follow("New agent")
                .fill("Display name", "Anna Berg")
                .fill("Sign-in name", "anna")
                .tick("billing")
                .press("Add a skill");
        admin.field("Skill 1").selectOption("german");
        admin.field("Level, skill 1").selectOption("7");
        admin.press("Create agent").answer("Generate");
        String password = admin.field("New password").inputValue();
        admin.answer("Set password").sees("Password set: Anna Berg");
        return password;
    }

    private static String makeSite(AdminPage admin) {
        admin.section("Sites")
                .follow("New site")
                .fill("Name", "Good Things")
                .fill("Key", "shop")
                .fill("Allowed addresses", STAGE.world().pages.origin());
        admin.field("Default queue").selectOption("billing");
        admin.press("Create site").sees("Created: Good Things").press("Copy the code");
        assertThat(admin.page.getByRole(AriaRole.STATUS).getByText("Copied")).isVisible();
        return (String) admin.page.evaluate("() => navigator.clipboard.readText()");
    }
}

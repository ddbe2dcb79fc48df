package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forms of administrators, and what becomes of what was typed when something is in the way. */
class AdministrationIT {
    private static final int LONG_MS = 120_000;
    private static final String TOO_LONG = "N".repeat(200);

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company;
    private AdminPage alex;

    @BeforeEach
    void signIn() throws Exception {
        STAGE.watch().requestsMayBeRefused();
        company = STAGE.company()
                .skill("german")
                .queue("Sales", LONG_MS)
                .agent("Anna Berg", 3)
                .administrator("Alex Kim")
                .administrator("Kim Alex")
                .site("Good Things");
        alex = administrator("Alex Kim");
    }

    private AdminPage administrator(String displayName) {
        AgentPage console =
                new AgentPage(STAGE.person().newPage(), STAGE.world().address());
        return new AdminPage(console.signIn(company.signInName(displayName)));
    }

    /** What the page can tell, and what only the server knows; the focus is in the first field that is wrong. */
    @Test
    void shouldSayAtEachFieldWhatIsWrong() {
        alex.open("queues/new")
                .fill("Title", TOO_LONG)
                .fill("Name", TOO_LONG)
                .unfold("How agents are asked")
                .unfold("Priority and limits")
                .fill("Time to answer an offer (seconds)", "0")
                .fill("Credit (seconds)", "much")
                .fill("Waiting limit (chats)", "1.5")
                .press("Create queue")
                .isWrong("Time to answer an offer (seconds)", "Seconds from 1 to 300.")
                .isWrong("Credit (seconds)", "Seconds from 0 to 86,400.")
                .isWrong("Waiting limit (chats)", "A whole number from 1 to 100,000.");
        assertThat(alex.field("Time to answer an offer (seconds)")).isFocused();
        alex.fill("Time to answer an offer (seconds)", "20")
                .fill("Credit (seconds)", "")
                .fill("Waiting limit (chats)", "")
                .press("Create queue")
                .isWrong("Title", "1–64 characters, none of them a control character.")
                .isWrong("Name", "1–40 characters of a–z, 0–9 and -.");
        assertThat(alex.field("Title")).isFocused();
        alex.fill("Title", "T".repeat(64))
                .fill("Name", company.queueName(0))
                .press("Create queue")
                .isWrong("Name", "Another queue has this name already.")
                .fill("Name", company.queueName(0) + "-other")
                .press("Create queue")
                .sees("Created: TTTT");
        assertThat(alex.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("T".repeat(64))))
                .isVisible();

        alex.open("skills")
                .sees(company.skillName(0))
                .follow("New skill")
                .fill("Name", TOO_LONG)
                .press("Create skill")
                .isWrong("Name", "1–40 characters of a–z, 0–9 and -.")
                .fill("Name", company.skillName(0))
                .press("Create skill")
                .sees("It exists already: " + company.skillName(0));

        alex.open("agents/new")
                .fill("Display name", "Bel\u0007l")
                .fill("Sign-in name", TOO_LONG)
                .fill("Capacity", "101")
                .press("Create agent")
                .isWrong("Capacity", "A whole number from 1 to 100.")
                .fill("Capacity", "100")
                .press("Create agent")
                .isWrong("Display name", "1–64 characters, none of them a control character.")
                .isWrong("Sign-in name", "1–64 characters of a–z, 0–9, dot, _ and -.")
                .fill("Display name", TOO_LONG)
                .fill("Sign-in name", company.signInName("Anna Berg"))
                .press("Create agent")
                .isWrong("Display name", "1–64 characters, none of them a control character.")
                .fill("Display name", "B".repeat(64))
                .press("Create agent")
                .isWrong("Sign-in name", "Another agent has this name already.")
                .section("Sites");
        alex.answer("Leave and lose the changes");

        alex.open("sites/new")
                .fill("Name", TOO_LONG)
                .fill("Key", "A B")
                .fill("Allowed addresses", "https://ok.example\nnonsense")
                .press("Create site");
        assertThat(alex.field("Allowed addresses")).hasAttribute("aria-invalid", "true");
        alex.isWrong("Default queue", "Choose the queue for chats that name none.")
                .fill("Allowed addresses", "https://ok.example");
        alex.field("Default queue").selectOption(company.queueName(0));
        alex.press("Create site")
                .isWrong("Name", "1–64 characters, none of them a control character.")
                .isWrong("Key", "3–40 characters of a–z, 0–9 and -.")
                .fill("Name", "S".repeat(64))
                .fill("Key", company.siteKey())
                .press("Create site")
                .isWrong("Key", "Another site has this key already.")
                .section("Skills");
        alex.answer("Leave and lose the changes");
        assertThat(heading("Skills")).isVisible();
    }

    /** 1. Two open the same object. 2. One saves. 3. The other is told, sees both, decides, and saves. */
    @Test
    void shouldTellTheSecondOfTwoWhoChangeTheSame() {
        AdminPage kim = administrator("Kim Alex");
        conflict(kim, "queues/" + company.queueId(0), "Title", "Name", company.queueName(0) + "-kim");
        conflict(kim, "agents/" + company.agentId("Anna Berg"), "Display name", "Capacity", "7");
        conflict(kim, "sites/" + company.siteId(), "Name", "Allowed addresses", "https://other.example");

        kim.open("skills/" + company.skillId(0)).fill("Name", company.skillName(0) + "-kim");
        alex.open("skills/" + company.skillId(0));
        alex.press("Delete").answer("Delete").sees("Deleted: " + company.skillName(0));
        kim.press("Save").sees("This skill was deleted meanwhile. What you entered is still here");
        kim.has("Name", company.skillName(0) + "-kim");
    }

    private void conflict(AdminPage kim, String path, String name, String other, String value) {
        alex.open(path).fill(name, "Alex's");
        kim.open(path).fill(name, "Kim's").fill(other, value);
        alex.press("Save").sees("Saved: Alex's");
        kim.press("Save").sees("Nothing was saved; what you entered is still here.");
        kim.press("Load the present version").sees("Stored by somebody else: Alex's");
        kim.has(name, "Kim's").has(other, value).press("Use this").has(name, "Alex's");
        kim.press("Save").sees("Saved: Alex's");
        alex.open(path).has(name, "Alex's").has(other, value);
    }

    /** Until nobody needs it; and a queue that goes leaves a site that says so. */
    @Test
    void shouldNotDeleteWhatIsInUse() {
        alex.open("queues/" + company.queueId(0)).press("Add a skill");
        alex.field("Skill 1").selectOption(company.skillName(0));
        alex.press("Save").sees("Saved: Sales");
        alex.open("skills/" + company.skillId(0)).press("Delete");
        alex.answer("Delete")
                .sees("This skill is still in use by queues: " + company.queueName(0) + ". Take it away there first.");
        alex.answer("Cancel");
        alex.open("queues/" + company.queueId(0))
                .press("Delete")
                .answer("Delete")
                .sees("Deleted: Sales");
        alex.open("sites/" + company.siteId()).press("Save");
        alex.isWrong("Default queue", "Choose the queue for chats that name none.");
        alex.open("skills/" + company.skillId(0))
                .press("Delete")
                .answer("Delete")
                .sees("Deleted: " + company.skillName(0));
        alex.open("agents/" + company.agentId("Anna Berg"))
                .press("Delete")
                .answer("Delete")
                .sees("Deleted: Anna Berg");
        alex.open("sites/" + company.siteId()).press("Delete").answer("Delete").sees("Deleted: Good Things");
        // The page is on its way to the list; to open the same address before it has left would keep it where it was.
        assertThat(alex.dialog()).isHidden();
        alex.open("sites/" + company.siteId()).sees("There is no such site");
    }

    /** 1. The account is signed out from elsewhere. 2. Who signs in again finds what he typed, and who has the page now does not. */
    @Test
    void shouldKeepAnUnsavedFormOverTheLossOfTheSession() throws Exception {
        String path = "queues/" + company.queueId(0);
        alex.open(path).fill("Title", "Typed").unfold("Priority and limits").fill("Credit (seconds)", "30");
        company.setPasswordAgain("Alex Kim");
        alex.sees("You were signed out everywhere, by you or by an administrator.")
                .sees("What you had not saved is kept in this page.");
        signInHere("Alex Kim");
        alex.sees("You had to sign in again. What you entered is still here, not saved yet.")
                .has("Title", "Typed")
                .has("Credit (seconds)", "30")
                .press("Save")
                .sees("Saved: Typed");

        alex.open("skills/new").fill("Name", "typed-by-alex");
        company.setPasswordAgain("Alex Kim");
        alex.sees("What you had not saved is kept in this page.");
        signInHere("Kim Alex");
        assertThat(heading("New skill")).isVisible();
        alex.has("Name", "");

        alex.fill("Name", "typed-by-kim");
        alex.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Account of")))
                .click();
        alex.page
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Pattern.compile("^Sign out")))
                .click();
        alex.answer("Go on editing").has("Name", "typed-by-kim");
    }

    private void signInHere(String displayName) {
        alex.fill("Name", company.signInName(displayName))
                .fill("Password", World.PASSWORD)
                .press("Sign in");
    }

    private Locator heading(String text) {
        return alex.page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}

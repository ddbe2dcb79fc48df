package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The work after chats, as the agent sees it. */
class WrapUpIT {
    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private AgentPage anna;
    private Company company;

    private void stage(int wrapUpMs) throws Exception {
        company = STAGE.company()
                .queue("Sales", queue -> queue.setWrapUpMs(wrapUpMs).setWrapUpHoldsUnits(true))
                .agent("Anna Berg", 1)
                .site("Good Things");
        anna = STAGE.agent(company, "Anna Berg");
        STAGE.chat(company, "", "First");
        anna.accept("First");
        STAGE.chat(company, "", "Second");
        anna.press("Alt+c");
        assertThat(anna.page.getByRole(AriaRole.DIALOG)).isVisible();
        anna.press("Enter");
    }

    private Locator work() {
        return anna.page
                .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Work after chats"))
                .getByRole(AriaRole.LISTITEM);
    }

    /** 1. It begins with the end of the chat. 2. It is given more time. 3. Another presence waits for its end. 4. It is done. */
    @Test
    void shouldBeginLastLongerAndEnd() throws Exception {
        stage(60_000);
        assertThat(work()).containsText("Keeps its room");
        anna.sees("Load 1 of 1");
        assertThat(work()).containsText(Pattern.compile("0:5[0-7] left"));
        work().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More time"))
                .press("Enter");
        assertThat(work()).containsText(Pattern.compile("(1:00|0:5[89]) left"));

        anna.choose("Away").is("Available, away after wrap-up");
        anna.page.reload();
        anna.is("Available, away after wrap-up");
        assertThat(work()).hasCount(1);
        anna.press("Alt+g").is("Away").sees("Load 0 of 1");
        assertThat(work()).hasCount(0);
        assertThat(anna.offers).hasCount(0);
        anna.goAvailable().offer("Second");
    }

    /** Whoever waits for the room is offered when its time is over. */
    @Test
    void shouldEndByItself() throws Exception {
        stage(1_500);
        assertThat(work()).hasCount(1);
        assertThat(work()).hasCount(0);
        anna.offer("Second");
    }
}

package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.server.process.ServerProcess;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server ends and comes back under open pages, while people chat. */
class ServerEndsIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private AgentPage anna;
    private CustomerPage first;
    private CustomerPage second;
    private CustomerPage third;

    private interface Ending {
        void of(ServerProcess server) throws Exception;
    }

    @Test
    void shouldGoOnAfterTheServerWasStopped() throws Exception {
        goOnAfter(server -> assertThat(server.terminate()).isEqualTo(143));
    }

    @Test
    void shouldGoOnAfterTheServerWasKilled() throws Exception {
        goOnAfter(ServerProcess::kill);
    }

    /**
     * 1. An agent talks to one customer, has an offer of another, and a third one waits. 2. The server ends while both have
     * just sent something; they write on, and are told what becomes of it. 3. It comes back, and all is as it was.
     */
    private void goOnAfter(Ending ending) throws Exception {
        talk();
        first.send("Just before the end");
        anna.send("Just before the end too");
        ServerProcess server = STAGE.world().server;
        try {
            ending.of(server);
            writeMeanwhile();
        } finally {
            server.start("serve");
        }
        anna.is("Available").offer("Second");
        third.sees("You are number 2 in the queue");
        assertAllIsThere();
        assertThat(first.field).hasValue("A customer's draft");
        assertThat(anna.field).hasValue("An agent's draft");
        first.page.reload();
        first.open();
        anna.page.reload();
        anna.is("Available");
        assertAllIsThere();
        assertThat(first.field).hasValue("A customer's draft");
        assertThat(anna.field).hasValue("An agent's draft");
        anna.offer("Second")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                .click();
        second.isWith("Anna Berg");
        third.sees("You are number 1 in the queue");
    }

    private void talk() throws Exception {
        STAGE.watch().networkMayFail();
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 2).site("Good Things");
        anna = STAGE.agent(company, "Anna Berg");
        first = STAGE.customer(company).open().start("First");
        anna.accept("First").send("Good day");
        first.said("Good day").send("I have a question");
        anna.said("I have a question");
        second = STAGE.customer(company).open().start("Second");
        anna.offer("Second");
        third = STAGE.customer(company).open().start("Third").sees("You are number 2 in the queue");
    }

    private void writeMeanwhile() {
        for (CustomerPage each : List.of(first, second, third)) {
            each.sees("Connection lost. Reconnecting…");
        }
        // A place that nobody counts any more is not shown.
        assertThat(third.panel.getByText(Pattern.compile("^You are number")).first())
                .isHidden();
        anna.is("Not connected");
        assertThat(anna.page.getByText(Pattern.compile("^(No connection to the server|The server is not ready)")))
                .isVisible();
        first.send("Meanwhile").sees("Will be sent when the connection is back");
        anna.send("Meanwhile too").sees("Will be sent when connected");
        first.field.fill("A customer's draft");
        anna.field.fill("An agent's draft");
    }

    /** Each text once and stored, in one order, on both sides; and one offer. */
    private void assertAllIsThere() {
        first.said("Meanwhile too");
        anna.said("Meanwhile");
        assertThat(anna.texts()).hasCount(7);
        List<String> said = anna.texts().allInnerTexts();
        assertThat(said)
                .containsExactlyInAnyOrder(
                        "First",
                        "Good day",
                        "I have a question",
                        "Just before the end",
                        "Just before the end too",
                        "Meanwhile",
                        "Meanwhile too");
        first.assertConversation(said);
        anna.assertConversation(said);
        assertThat(first.log.getByText("Sent", new Locator.GetByTextOptions().setExact(true)))
                .hasCount(4);
        assertThat(anna.log.getByTitle("Stored by the server")).hasCount(3);
        assertThat(first.button("Try now")).isHidden();
        assertThat(anna.button("Try now")).isHidden();
        assertThat(anna.offers).hasCount(1);
    }
}

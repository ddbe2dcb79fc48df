package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that comes up while its files can be had and the chat's connection cannot. */
class ReloadIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    /** 1. Both talk. 2. The connection cannot be made, the page is loaded anew. 3. It can be made again. */
    @Test
    void shouldShowTheChatOfBeforeUntilTheServerIsBack() throws Exception {
        Company company =
                STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
        STAGE.watch().networkMayFail();
        AgentPage anna = STAGE.agent(company, "Anna Berg");
        CustomerPage customer = STAGE.customer(company);
        AtomicBoolean away = new AtomicBoolean();
        customer.page.routeWebSocket(Pattern.compile(".*/ws"), socket -> {
            if (away.get()) {
                socket.close();
            } else {
                socket.connectToServer();
            }
        });
        customer.open().start("Is the red one in stock?");
        anna.accept("Is the red one in stock?").send("Let me look");
        customer.said("Let me look");
        customer.field.fill("And the bl");

        away.set(true);
        customer.page.reload();
        customer.open()
                .sees("No connection. This is what you saw last; it may be out of date.")
                .assertConversation(List.of("Is the red one in stock?", "Let me look"));
        assertThat(customer.field).hasValue("And the bl");
        customer.send("And the blue one?").sees("Will be sent when the connection is back");
        anna.send("We have two.");

        away.set(false);
        customer.button("Try now").click();
        anna.said("And the blue one?");
        customer.said("We have two.");
        assertThat(customer.texts()).hasCount(4);
        assertThat(customer.panel.getByText("out of date")).isHidden();
    }
}

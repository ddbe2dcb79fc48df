package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people see of a bad network, and that nothing is lost or doubled by it. */
class NetworkIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company() throws Exception {
        return STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
    }

    @Test
    void shouldTellCustomersHonestlyAndSendLater() throws Exception {
        Company company = company();
        CuttableProxy proxy = STAGE.proxy();
        CustomerPage customer =
                STAGE.customer(STAGE.person(), company, proxy.address()).open().start("Hello");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("Hello");
        customer.isWith("Anna Berg");

        proxy.cut();
        customer.sees("Connection lost. Reconnecting…");
        customer.send("Written without network").sees("Will be sent when the connection is back");
        customer.field.fill("A draft");
        anna.send("Are you there?");
        proxy.restore();

        anna.said("Written without network");
        customer.said("Are you there?")
                .assertConversation(List.of("Hello", "Are you there?", "Written without network"));
        anna.assertConversation(List.of("Hello", "Are you there?", "Written without network"));
        assertThat(customer.button("Try now")).isHidden();
        assertThat(customer.field).hasValue("A draft");
        customer.page.reload();
        customer.open();
        assertThat(customer.field).hasValue("A draft");
    }

    @Test
    void shouldTellAgentsHonestlyAndSendLater() throws Exception {
        Company company = company();
        CuttableProxy proxy = STAGE.proxy();
        AgentPage anna = STAGE.agent(STAGE.person(), company, "Anna Berg", proxy.address());
        CustomerPage customer = STAGE.customer(company).open().start("Hello");
        anna.accept("Hello");

        proxy.cut();
        anna.sees("No connection to the server.").is("Not connected");
        anna.send("Written without network").sees("Will be sent when connected");
        anna.field.fill("A draft");
        customer.send("Are you there?");
        proxy.restore();

        customer.said("Written without network");
        List<String> said = List.of("Hello", "Are you there?", "Written without network");
        anna.said("Are you there?").assertConversation(said);
        customer.assertConversation(said);
        assertThat(anna.field).hasValue("A draft");
        anna.page.reload();
        assertThat(anna.field).hasValue("A draft");
        anna.assertConversation(said);
    }

    /** No side is told that the connection is gone: silence has to be noticed. */
    @Test
    void shouldNoticeASilentNetworkOnBothSides() throws Exception {
        Company company = company();
        CuttableProxy proxy = STAGE.proxy();
        CustomerPage customer =
                STAGE.customer(STAGE.person(), company, proxy.address()).open().start("Hello");
        AgentPage anna = STAGE.agent(STAGE.person(), company, "Anna Berg", proxy.address());
        anna.accept("Hello");
        proxy.silence();
        customer.send("Into silence");
        anna.send("Into silence too");
        customer.sees("Connection lost. Reconnecting…");
        anna.is("Not connected");
        proxy.restore();
        customer.said("Into silence too");
        anna.said("Into silence");
        assertThat(anna.texts()).hasCount(3);
        assertThat(customer.texts()).hasCount(3);
    }

    /** 1. 40 messages from both sides, 10 reloads of each at random moments. 2. Both show all of them, once, in one order. */
    @Test
    void shouldShowTheWholeHistoryAfterEachReload() throws Exception {
        Company company = company();
        CustomerPage customer = STAGE.customer(company).open().start("m0");
        AgentPage anna = STAGE.agent(company, "Anna Berg").accept("m0");
        Random random = new Random(7);
        List<Boolean> customersTurn = new ArrayList<>();
        List<Integer> customersReloads =
                random.ints(0, 40).distinct().limit(10).boxed().toList();
        List<Integer> agentsReloads =
                random.ints(0, 40).distinct().limit(10).boxed().toList();
        for (int i = 1; i < 40; i++) {
            boolean turn = random.nextBoolean();
            customersTurn.add(turn);
            if (turn) {
                customer.send("m" + i);
            } else {
                anna.send("m" + i);
            }
            if (customersReloads.contains(i)) {
                customer.page.reload();
                customer.open();
                assertThat(customer.field).isVisible();
            }
            if (agentsReloads.contains(i)) {
                anna.page.reload();
                assertThat(anna.field).isVisible();
            }
        }
        assertThat(customer.texts()).hasCount(40);
        assertThat(anna.texts()).hasCount(40);
        List<String> said = customer.texts().allInnerTexts();
        anna.assertConversation(said);
        customer.assertConversation(said);
        for (boolean side : List.of(true, false)) {
            List<String> own = new ArrayList<>();
            for (int i = 1; i < 40; i++) {
                if (customersTurn.get(i - 1) == side) {
                    own.add("m" + i);
                }
            }
            assertThat(said).containsSubsequence(own).doesNotHaveDuplicates();
        }
    }
}

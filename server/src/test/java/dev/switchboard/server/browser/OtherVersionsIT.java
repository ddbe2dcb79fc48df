package dev.switchboard.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.TransferTargets;
import dev.switchboard.protocol.v1.Welcome;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages stay open while servers are replaced: both sides must get along with what the other one does not know. */
class OtherVersionsIT {
    private static final int LONG_MS = 120_000;

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    private Company company() throws Exception {
        return STAGE.company().queue("Sales", LONG_MS).agent("Anna Berg", 3).site("Good Things");
    }

    @Test
    void shouldGoOnWithANewerServer() throws Exception {
        Company company = company().agent("Noor Newer", 3);
        OtherServer customers = new OtherServer(NewerFrames::of, OtherVersionsIT::refusedAsNever);
        OtherServer agents = new OtherServer(NewerFrames::of, OtherVersionsIT::refusedAsNever);
        CustomerPage customer = customer(company, customers);
        AgentPage anna = agent(company, agents);
        anna.page.route("**/api/routing/ListTransferTargets", OtherVersionsIT::newerTargets);
        customer.open().start("Hello");
        anna.accept("Hello").send("kind: a picture").send("author: a machine");
        customer.isWith("Anna Berg").said("author: a machine").send("kind: a vote");
        List<String> shownToCustomer = List.of(
                "Hello",
                "This message cannot be shown here.",
                "author: a machine",
                "This message cannot be shown here.");
        List<String> shownToAgent = List.of(
                "Hello",
                "This kind of message cannot be shown here.",
                "author: a machine",
                "This kind of message cannot be shown here.");
        customer.assertConversation(shownToCustomer);
        anna.assertConversation(shownToAgent);

        customer.send("refuse: rude").sees("Not delivered");
        customer.button("Back to the text field").click();
        assertThat(customer.field).hasValue("refuse: rude");
        anna.send("refuse: rude").sees("Not sent. Be polite.");
        anna.button("Discard").click();

        customers.breakOff();
        agents.breakOff();
        customer.page.reload();
        customer.open().isWith("Anna Berg").assertConversation(shownToCustomer);
        anna.is("Available").assertConversation(shownToAgent);

        anna.choose("Busy").is("Unknown");
        anna.button("Transfer").click();
        Locator dialog = anna.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("Noor Newer")).isVisible();
        anna.page.keyboard().press("Escape");
        anna.close("Solved").sees("This chat is over: closed.");
        customer.sees("The chat has ended");
    }

    /** What was added since the first version is not there: lists in the welcome, titles, limits; and some requests. */
    @Test
    void shouldGoOnWithAnOlderServer() throws Exception {
        Company company = company();
        STAGE.watch().requestsMayBeRefused();
        CustomerPage customer = customer(company, new OtherServer(OtherVersionsIT::older, OtherVersionsIT::unknown));
        AgentPage anna = agent(company, new OtherServer(OtherVersionsIT::older, OtherVersionsIT::unknown));
        anna.page.route(
                "**/api/routing/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(404)
                        .setContentType("application/x-protobuf")
                        .setBodyBytes(error(ErrorCode.NOT_FOUND).toByteArray())));
        customer.open().start("Hello");
        anna.offers
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                .click();
        anna.said("Hello").send("Good day");
        customer.isWith("Anna Berg").said("Good day").send("Which lamp?");
        anna.said("Which lamp?");
        for (Page page : List.of(customer.page, anna.page)) {
            page.reload();
        }
        List<String> said = List.of("Hello", "Good day", "Which lamp?");
        customer.open().assertConversation(said);
        anna.assertConversation(said);
        anna.choose("Busy").sees("Your presence could not be changed.").is("Available");
        anna.button("Transfer").click();
        Locator dialog = anna.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText(ErrorCode.NOT_FOUND.text())).isVisible();
        anna.page.keyboard().press("Escape");
        anna.close("Solved");
        customer.sees("The chat has ended");
    }

    private static CustomerPage customer(Company company, OtherServer server) {
        BrowserContext person = STAGE.person();
        person.routeWebSocket("**/ws", server);
        return STAGE.customer(person, company, STAGE.world().address());
    }

    private static AgentPage agent(Company company, OtherServer server) {
        BrowserContext person = STAGE.person();
        person.routeWebSocket("**/ws", server);
        return STAGE.agent(person, company, "Anna Berg", STAGE.world().address());
    }

    private static void newerTargets(Route route) {
        APIResponse answer = route.fetch();
        try {
            TransferTargets targets = TransferTargets.parseFrom(answer.body());
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBodyBytes(NewerFrames.newer(targets).toByteArray()));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a code that nobody knows yet. */
    private static Optional<Error> refusedAsNever(ClientFrame asked) {
        return asked.getSend().getText().startsWith("refuse: ")
                ? Optional.of(Error.newBuilder()
                        .setCode(999)
                        .setName("NOT_POLITE")
                        .setMessage("Be polite.")
                        .build())
                : Optional.empty();
    }

    private static Optional<Error> unknown(ClientFrame asked) {
        boolean known = switch (asked.getBodyCase()) {
            case AUTHENTICATE, GET_ENTRIES, TRANSFER_CHAT -> false;
            case SET_PRESENCE -> asked.getSetPresence().getPresence() != Presence.PRESENCE_BUSY;
            default -> true;
        };
        return known ? Optional.empty() : Optional.of(error(ErrorCode.BAD_FRAME));
    }

    private static Error error(ErrorCode code) {
        return Error.newBuilder()
                .setCode(code.number())
                .setName(code.name())
                .setMessage(code.text())
                .build();
    }

    private static List<ServerFrame> older(ServerFrame frame) {
        return switch (frame.getBodyCase()) {
            case QUEUE_LOAD -> List.of();
            case WELCOME ->
                List.of(frame.toBuilder().setWelcome(older(frame.getWelcome())).build());
            case QUEUE_STATUS ->
                List.of(frame.toBuilder()
                        .setQueueStatus(older(frame.getQueueStatus()))
                        .build());
            default -> List.of(frame);
        };
    }

    private static Welcome older(Welcome welcome) {
        return welcome.toBuilder()
                .clearLimits()
                .clearCapabilities()
                .clearSiteName()
                .clearQueueLoads()
                .clearQueues()
                .addAllQueues(welcome.getQueuesList().stream()
                        .map(OtherVersionsIT::older)
                        .toList())
                .build();
    }

    private static QueueStatus older(QueueStatus status) {
        return status.toBuilder().clearTitle().build();
    }
}

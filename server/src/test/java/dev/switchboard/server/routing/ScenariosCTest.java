package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Agents who are gone, and what happens to their chats: C1, C3, C4, C9 in the core. */
class ScenariosCTest {
    private static final SessionId FIRST_SESSION = new SessionId(1_000);

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    @Test
    void c1NoOfferFromTheMomentTheSocketCloses() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        ChatId offered = core.chat(10, sales);
        core.takeEvents();

        core.done(new Command.DisconnectAgent(anna, FIRST_SESSION));

        core.assertWaiting(offered);
        assertThat(core.takeEvents()).contains(new Event.QueueOnlineChanged(sales, false));
        core.assertWaiting(core.chat(11, sales));
    }

    private ChatId returning(AgentId former) {
        return core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(former), 0, 0));
    }

    @Test
    void c3ByDefaultNobodyWaitsForAnAgentWhoIsOffline() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        AgentId former = new AgentId(2);
        core.done(new Command.ConfigureAgent(former, CoreDriver.rules(1, List.of(sales))));
        core.assertOffered(returning(former), anna);
    }

    @Test
    void c3TheFormerAgentGoesBeforeTheRule() {
        AgentId former = core.agent(2, 3, List.of(sales));
        var unused = core.chat(9, sales);
        core.agent(1, 3, List.of(sales));
        core.assertOffered(returning(former), former);
    }

    @Test
    void c3AChatWaitsForHimAtMostTheTimeOfItsQueue() {
        core.queue(1, rules -> rules.with(new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, 20_000)));
        AgentId anna = core.agent(1, 3, List.of(sales));
        AgentId former = new AgentId(2);
        core.done(new Command.ConfigureAgent(former, CoreDriver.rules(1, List.of(sales))));
        ChatId chat = returning(former);
        core.pass(19_999);
        core.assertWaiting(chat);
        core.pass(1);
        core.assertOffered(chat, anna);
    }

    private List<ChatId> fiveOfAnna(AgentId anna) {
        List<ChatId> chats = LongStream.range(0, 5)
                .mapToObj(i -> {
                    core.pass(100);
                    return core.chat(10 + i, sales);
                })
                .toList();
        chats.forEach(core::accept);
        chats.forEach(chat -> core.assertOwned(chat, anna));
        return chats;
    }

    @Test
    void c4ChatsOfALostAgentAreOfferedToOthersWithTheirAge() {
        AgentId anna = core.agent(1, 5, List.of(sales));
        List<ChatId> chats = fiveOfAnna(anna);
        core.done(new Command.DisconnectAgent(anna, FIRST_SESSION));
        ChatId newer = core.chat(30, sales);
        core.pass(29_999);
        chats.forEach(chat -> core.assertOwned(chat, anna));

        core.pass(1);
        core.takeEvents();
        AgentId bert = core.agent(2, 5, List.of(sales));

        chats.forEach(chat -> core.assertOffered(chat, bert));
        core.assertWaiting(newer);
        assertThat(core.takeEvents())
                .filteredOn(Event.ChatOffered.class::isInstance)
                .extracting(event -> ((Event.ChatOffered) event).offer().chat())
                .containsExactlyElementsOf(chats);
    }

    @Test
    void c4AnAgentWhoComesBackInTimeKeepsThem() {
        AgentId anna = core.agent(1, 5, List.of(sales));
        List<ChatId> chats = fiveOfAnna(anna);
        core.done(new Command.DisconnectAgent(anna, FIRST_SESSION));
        core.pass(29_999);
        core.done(new Command.ConnectAgent(anna, new SessionId(2_000), CoreDriver.NODE));
        core.pass(60_000);
        chats.forEach(chat -> core.assertOwned(chat, anna));
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void c9ThreeMissedOffersInARowAndNoMoreUntilHeActs() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(3 * 15_000 + 2 * 10_000);
        assertThat(core.takeAllEvents())
                .contains(new Event.AgentChanged(anna, Presence.NOT_RESPONDING, null, true, 0, 3));
        core.pass(120_000);
        core.assertWaiting(chat);
        core.done(new Command.SetPresence(anna, Presence.AVAILABLE));
        core.assertOffered(chat, anna);
    }
}

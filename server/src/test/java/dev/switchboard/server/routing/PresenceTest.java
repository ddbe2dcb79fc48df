package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static dev.switchboard.server.routing.CoreDriver.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents coming, going and being changed; what becomes of their offers and chats. */
class PresenceTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    @Test
    void shouldMakeOfflineAgentAwayWithFirstSession() {
        AgentId anna = new AgentId(1);
        core.done(new Command.ConfigureAgent(anna, rules(1, List.of(sales))));
        assertThat(core.view(anna).presence()).isEqualTo(Presence.OFFLINE);
        core.connect(anna);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AWAY);
        core.done(new Command.SetPresence(anna, Presence.AVAILABLE));
        core.connect(anna);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void shouldServeWaitingChatAsSoonAsAgentIsAvailable() {
        ChatId chat = core.chat(10, sales);
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.assertOffered(chat, anna);
    }

    @Test
    void shouldWithdrawOffersWithLastSessionButKeepChatsForTheGrace() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId owned = core.chat(10, sales);
        core.accept(owned);
        ChatId offered = core.chat(11, sales);

        core.done(new Command.DisconnectAgent(anna, new SessionId(1_000)));
        core.assertWaiting(offered);
        core.assertOwned(owned, anna);

        core.pass(29_999);
        core.assertOwned(owned, anna);
        core.connect(anna);
        assertThat(core.view(anna).presence()).isEqualTo(Presence.AVAILABLE);
        core.assertOffered(offered, anna);
        core.pass(10_000);
        core.assertOwned(owned, anna);
    }

    @Test
    void shouldGiveChatsOfLostAgentToOthersWithTheirAge() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId first = core.chat(10, sales);
        core.accept(first);
        ChatId second = core.chat(11, sales);
        core.accept(second);
        core.pass(1_000);
        ChatId younger = core.chat(12, sales);
        core.done(new Command.DisconnectAgent(anna, new SessionId(1_000)));
        core.takeEvents();
        core.pass(30_000);

        assertThat(core.view(anna).presence()).isEqualTo(Presence.OFFLINE);
        assertThat(core.view().place(first)).isEqualTo(1);
        assertThat(core.view().place(second)).isEqualTo(2);
        assertThat(core.view().place(younger)).isEqualTo(3);
        assertThat(core.takeEvents())
                .filteredOn(event -> event instanceof Event.ChatQueued)
                .containsExactly(
                        new Event.ChatQueued(first, sales, QueuedBecause.AGENT_LOST, 1),
                        new Event.ChatQueued(second, sales, QueuedBecause.AGENT_LOST, 1));

        AgentId bert = core.agent(2, 1, List.of(sales));
        core.assertOffered(first, bert);
    }

    @Test
    void shouldKeepChatsOfAgentWhoIsOfflineByHand() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId owned = core.chat(10, sales);
        core.accept(owned);
        core.done(new Command.SetPresence(anna, Presence.OFFLINE));
        core.pass(120_000);
        core.assertOwned(owned, anna);
        core.assertWaiting(core.chat(11, sales));
    }

    @Test
    void shouldTakeNothingAwayWhenCapacityIsLowered() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        ChatId one = core.chat(10, sales);
        core.accept(one);
        ChatId two = core.chat(11, sales);
        core.accept(two);
        ChatId offered = core.chat(12, sales);

        core.done(new Command.ConfigureAgent(anna, rules(1, List.of(sales))));

        core.assertOwned(one, anna);
        core.assertOwned(two, anna);
        core.assertWaiting(offered);
        core.close(one);
        core.assertWaiting(offered);
        core.close(two);
        core.assertOffered(offered, anna);
    }

    @Test
    void shouldUseRaisedCapacityAndNewQueuesAtOnce() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.accept(core.chat(10, sales));
        ChatId waiting = core.chat(11, sales);
        QueueId billing = core.queue(2);
        ChatId other = core.chat(12, billing);

        core.done(new Command.ConfigureAgent(anna, rules(2, List.of(sales))));
        core.assertOffered(waiting, anna);
        core.done(new Command.ConfigureAgent(anna, rules(3, List.of(sales, billing))));
        core.assertOffered(other, anna);
    }

    @Test
    void shouldWithdrawOfferWhenSkillIsTakenAway() {
        SkillId german = core.skill(1);
        QueueId berlin = core.queue(2, new Requirement(german, 5));
        AgentId anna = core.agent(1, 1, List.of(berlin), new SkillLevel(german, 5));
        ChatId chat = core.chat(10, berlin);
        core.assertOffered(chat, anna);

        core.done(new Command.ConfigureAgent(anna, rules(1, List.of(berlin), new SkillLevel(german, 4))));

        core.assertWaiting(chat);
        assertThat(core.view().explain(chat).because()).isEqualTo(RoutingView.Because.NO_AGENT_HAS_SKILLS);
    }

    @Test
    void shouldSendChatsOfRemovedAgentBack() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId owned = core.chat(10, sales);
        core.accept(owned);
        ChatId offered = core.chat(11, sales);
        core.takeEvents();

        core.done(new Command.RemoveAgent(anna));

        core.assertWaiting(owned);
        core.assertWaiting(offered);
        assertThat(core.view().agent(anna)).isNull();
        assertThat(core.takeEvents())
                .contains(new Event.AgentRemoved(anna), new Event.QueueOnlineChanged(sales, false));
    }

    @Test
    void shouldTellAgentOncePerEntryAndQueueOnlineWhenItFlips() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        core.takeAllEvents();
        core.done(new Command.SetPresence(anna, Presence.AWAY));
        assertThat(core.takeAllEvents())
                .containsExactly(
                        new Event.AgentChanged(anna, Presence.AWAY, null, true, 0, 2),
                        new Event.QueueOnlineChanged(sales, false));
        core.done(new Command.SetPresence(anna, Presence.AWAY));
        assertThat(core.takeAllEvents()).isEmpty();
        assertThat(core.view().queue(sales).online()).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNotHisToChoose() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        assertThat(core.submit(new Command.SetPresence(anna, Presence.NOT_RESPONDING)))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.SetPresence(new AgentId(9), Presence.AWAY)))
                .isEqualTo(refused(Refusal.UNKNOWN_AGENT));
        core.done(new Command.DisconnectAgent(anna, new SessionId(1_000)));
        assertThat(core.submit(new Command.SetPresence(anna, Presence.AWAY))).isEqualTo(refused(Refusal.NOT_CONNECTED));
        assertThat(core.submit(new Command.ConnectAgent(new AgentId(9), new SessionId(1), CoreDriver.NODE)))
                .isEqualTo(refused(Refusal.UNKNOWN_AGENT));
        assertThat(core.submit(new Command.ConnectAgent(anna, new SessionId(1), new NodeId(99))))
                .isEqualTo(refused(Refusal.INVALID));
    }

    @Test
    void shouldBoundSessionsOfAgent() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        for (int i = 1; i < Limits.SESSIONS_MAX; i++) {
            core.connect(anna);
        }
        assertThat(core.submit(new Command.ConnectAgent(anna, new SessionId(1), CoreDriver.NODE)))
                .isEqualTo(refused(Refusal.TOO_MANY_SESSIONS));
        core.done(new Command.ConnectAgent(anna, new SessionId(1_000), CoreDriver.NODE));
    }

    @Test
    void shouldRefuseRulesOutOfRange() {
        SkillId german = core.skill(1);
        AgentId anna = new AgentId(1);
        assertThat(core.submit(new Command.ConfigureAgent(anna, rules(-1, List.of()))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.ConfigureAgent(anna, rules(101, List.of()))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.ConfigureAgent(anna, rules(1, List.of(new QueueId(9))))))
                .isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
        assertThat(core.submit(new Command.ConfigureAgent(anna, rules(1, List.of(sales, sales)))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(
                        new Command.ConfigureAgent(anna, rules(1, List.of(), new SkillLevel(new SkillId(9), 1)))))
                .isEqualTo(refused(Refusal.UNKNOWN_SKILL));
        assertThat(core.submit(new Command.ConfigureAgent(anna, rules(1, List.of(), new SkillLevel(german, 11)))))
                .isEqualTo(refused(Refusal.LEVEL_OUT_OF_RANGE));
        assertThat(core.view().agent(anna)).isNull();
    }
}

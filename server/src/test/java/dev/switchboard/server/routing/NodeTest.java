package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.NODE;
import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes, and recognising what the log holds twice. */
class NodeTest {
    private static final NodeId SECOND = new NodeId(2);
    private static final Outcome SKIPPED = new Outcome.Skipped();

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    @Test
    void shouldSkipCountersItHasSeenAndUnknownSenders() {
        Command.Tick tick = new Command.Tick();
        assertThat(core.apply(NODE, 100, tick).outcome()).isEqualTo(new Outcome.Done());
        assertThat(core.apply(NODE, 100, tick).outcome()).isEqualTo(SKIPPED);
        assertThat(core.apply(NODE, 99, tick).outcome()).isEqualTo(SKIPPED);
        assertThat(core.apply(NODE, 200, tick).outcome()).isEqualTo(new Outcome.Done());
        assertThat(core.apply(SECOND, 1, tick).outcome()).isEqualTo(SKIPPED);
    }

    @Test
    void shouldKeepNodesInTheOrderOfJoining() {
        NodeId third = new NodeId(3);
        core.apply(third, 1, new Command.NodeJoined(third, 1, 1));
        core.apply(SECOND, 1, new Command.NodeJoined(SECOND, 1, 4));
        assertThat(core.view().nodes()).containsExactly(NODE, third, SECOND);
    }

    @Test
    void shouldLoseNodeAfterThreeSecondsWithoutHeartbeat() {
        core.apply(SECOND, 1, new Command.NodeJoined(SECOND, 1, 1));
        AgentId anna = core.agent(1, 1, List.of(sales));
        core.takeEvents();
        core.passSilently(2_999);
        assertThat(core.takeEvents()).isEmpty();
        core.done(new Command.Heartbeat(NODE));
        core.passSilently(1);

        assertThat(core.view().nodes()).containsExactly(NODE);
        assertThat(core.takeEvents()).containsExactly(new Event.NodeRemoved(SECOND, true));
        assertThat(core.view(anna).reachable()).isTrue();
        // A command of the lost one, and its late attempt to join, are ignored.
        assertThat(core.apply(SECOND, 2, new Command.Heartbeat(SECOND)).outcome())
                .isEqualTo(SKIPPED);
        assertThat(core.apply(SECOND, 3, new Command.NodeJoined(SECOND, 1, 1)).outcome())
                .isEqualTo(SKIPPED);
    }

    @Test
    void shouldPutSessionsOfNodeThatLeavesIntoGrace() {
        core.apply(SECOND, 1, new Command.NodeJoined(SECOND, 1, 1));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.accept(chat);
        core.takeEvents();
        assertThat(core.apply(NODE, 1_000, new Command.NodeLeft(NODE)).outcome())
                .isEqualTo(new Outcome.Done());

        assertThat(core.takeEvents())
                .containsExactly(
                        new Event.NodeRemoved(NODE, false),
                        new Event.CustomerReachable(chat, false),
                        new Event.QueueOnlineChanged(sales, false));
        assertThat(core.view(anna).reachable()).isFalse();
        core.assertOwned(chat, anna);
    }

    @Test
    void shouldRefuseNodesThatLackTheVersion() {
        assertThat(core.apply(SECOND, 1, new Command.NodeJoined(SECOND, 2, 3)).outcome())
                .isEqualTo(refused(Refusal.UNSUPPORTED_VERSION));
        assertThat(core.view().nodes()).containsExactly(NODE);
        assertThat(core.submit(new Command.SwitchCore(2))).isEqualTo(refused(Refusal.UNSUPPORTED_VERSION));
        core.done(new Command.SwitchCore(1));
    }

    @Test
    void shouldRefuseToSpeakForAnotherNode() {
        assertThat(core.submit(new Command.Heartbeat(SECOND))).isEqualTo(refused(Refusal.INVALID));
        assertThat(core.submit(new Command.NodeLeft(SECOND))).isEqualTo(refused(Refusal.INVALID));
        assertThat(core.apply(SECOND, 1, new Command.NodeJoined(NODE, 1, 1)).outcome())
                .isEqualTo(refused(Refusal.INVALID));
    }

    @Test
    void shouldBoundNodes() {
        for (long id = 2; id <= Limits.NODES_MAX; id++) {
            core.apply(new NodeId(id), 1, new Command.NodeJoined(new NodeId(id), 1, 1));
        }
        NodeId tooMany = new NodeId(Limits.NODES_MAX + 1);
        assertThat(core.apply(tooMany, 1, new Command.NodeJoined(tooMany, 1, 1)).outcome())
                .isEqualTo(refused(Refusal.TOO_MANY));
    }

    @Test
    void shouldRenewMembershipsOfOpenChatsAfterRecovery() {
        AgentId anna = core.agent(1, 2, List.of(sales));
        ChatId owned = core.chat(10, sales);
        core.accept(owned);
        ChatId closed = core.chat(11, sales);
        core.close(closed);
        Membership before = core.view(owned).membership();
        core.takeEvents();

        core.done(new Command.Recovered(4_000));

        Membership renewed = new Membership(core.position() << 8, before.version(), new CustomerId(10), anna, true);
        assertThat(core.takeEvents()).containsExactly(new Event.MembershipRenewed(owned, renewed));
    }

    /** Whether anything was lost there, nobody may be left to say. */
    @Test
    void shouldRenewMembershipsWherePositionsWereLeftOut() {
        ChatId chat = core.chat(10, sales);
        Membership before = core.view(chat).membership();
        long next = core.position() + 1 + RoutingCore.LOST_MAX;
        Applied applied = core.core().refuse(next, core.timeMs(), 0);

        Membership renewed = new Membership(next << 8, before.version(), new CustomerId(10), null, true);
        assertThat(applied.events()).containsExactly(new Event.MembershipRenewed(chat, renewed));
        assertThat(core.core()
                        .refuse(next + RoutingCore.LOST_MAX, core.timeMs(), 0)
                        .events())
                .as("a hole that nodes leave themselves")
                .isEmpty();
    }

    @Test
    void shouldOnlyAdvanceTimeAtSkippedPosition() {
        ChatId chat = core.chat(10, sales);
        core.agent(1, 1, List.of(sales));
        long offeredAt = core.timeMs();
        Applied applied = core.core().refuse(core.position() + 1, offeredAt + 15_000, 0);

        assertThat(applied.outcome()).isEqualTo(refused(Refusal.INVALID));
        assertThat(applied.events()).hasAtLeastOneElementOfType(Event.OfferEnded.class);
        assertThat(core.view().position()).isEqualTo(core.position() + 1);
        core.assertWaiting(chat);
    }

    @Test
    void shouldStopLoudlyWhenTheLogGoesBackwards() {
        assertThatThrownBy(() -> core.core().apply(core.position(), 0, 0, NODE, 1, new Command.Tick()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldPassOnRevocations() {
        core.takeEvents();
        core.done(new Command.RevokeCustomer(new CustomerId(5), 99));
        core.done(new Command.RevokeAgent(new AgentId(6), 98));
        assertThat(core.takeEvents())
                .containsExactly(
                        new Event.CustomerRevoked(new CustomerId(5), 99), new Event.AgentRevoked(new AgentId(6), 98));
    }
}

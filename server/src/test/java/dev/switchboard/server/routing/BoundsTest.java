package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.NODE;
import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens at the bounds of what the core remembers and holds. */
class BoundsTest {
    private static final Outcome DONE = new Outcome.Done();
    private static final Outcome SKIPPED = new Outcome.Skipped();

    private final CoreDriver core = new CoreDriver();
    private long counter;
    private long position;

    /** A start beyond the bound is refused, one that is repeated is not; with each chat that closes there is room for one. */
    @Test
    void shouldRefuseAChatMoreThanItHolds() {
        // Without the driver, which checks all invariants after each command.
        var full = new RoutingCore();
        apply(full, new Command.NodeJoined(NODE, 1, 1));
        for (int i = 1; i <= 3; i++) {
            apply(
                    full,
                    new Command.ConfigureQueue(
                            new QueueId(i), CoreDriver.queueRules("queue-" + i, 0, List.of(), 15_000, false, 100_000)));
        }
        Outcome last = DONE;
        for (long customer = 1; customer <= Limits.OPEN_CHATS_MAX; customer++) {
            last = apply(full, start(customer));
        }
        assertThat(last).isInstanceOf(Outcome.Started.class);
        ChatId chat = ((Outcome.Started) last).chat();

        assertThat(apply(full, start(Limits.OPEN_CHATS_MAX + 1))).isEqualTo(refused(Refusal.OVERLOADED));
        assertThat(apply(full, start(Limits.OPEN_CHATS_MAX))).isEqualTo(new Outcome.Started(chat, true));
        Actor customer = new Actor.Customer(new CustomerId(Limits.OPEN_CHATS_MAX));
        assertThat(apply(full, new Command.CloseChat(chat, customer, 0, CloseReason.SOLVED)))
                .isEqualTo(DONE);
        assertThat(apply(full, start(Limits.OPEN_CHATS_MAX + 1))).isInstanceOf(Outcome.Started.class);
        assertThat(apply(full, start(Limits.OPEN_CHATS_MAX + 2))).isEqualTo(refused(Refusal.OVERLOADED));
    }

    private static Command.StartChat start(long customer) {
        return CoreDriver.start(customer, "key", new QueueId((int) (customer % 3) + 1));
    }

    @Test
    void shouldRefuseAnAgentMoreThanItHolds() {
        var full = new RoutingCore();
        apply(full, new Command.NodeJoined(NODE, 1, 1));
        for (long id = 1; id <= Limits.AGENTS_MAX; id++) {
            assertThat(apply(full, configure(id, 1))).isEqualTo(DONE);
        }
        assertThat(apply(full, configure(Limits.AGENTS_MAX + 1, 1))).isEqualTo(refused(Refusal.TOO_MANY));
        assertThat(apply(full, configure(1, 2))).as("a known one").isEqualTo(DONE);
        assertThat(apply(full, new Command.RemoveAgent(new AgentId(1)))).isEqualTo(DONE);
        assertThat(apply(full, configure(Limits.AGENTS_MAX + 1, 1))).isEqualTo(DONE);
    }

    private static Command configure(long agent, int capacity) {
        return new Command.ConfigureAgent(new AgentId(agent), CoreDriver.rules(capacity, List.of()));
    }

    /** Of nodes that have gone the last thousand are known for gone; the one before is taken for a new one. */
    @Test
    void shouldForgetTheEldestNodeThatHasGone() {
        for (long id = 2; id <= Limits.GONE_NODES_MAX + 1; id++) {
            comeAndGo(new NodeId(id));
        }
        NodeId eldest = new NodeId(2);
        assertThat(join(eldest)).as("the last that is remembered").isEqualTo(SKIPPED);

        comeAndGo(new NodeId(Limits.GONE_NODES_MAX + 2));
        assertThat(join(eldest)).isEqualTo(DONE);
        assertThat(join(new NodeId(3))).isEqualTo(SKIPPED);
    }

    private void comeAndGo(NodeId node) {
        assertThat(join(node)).isEqualTo(DONE);
        assertThat(core.apply(node, 2, new Command.NodeLeft(node)).outcome()).isEqualTo(DONE);
    }

    private Outcome join(NodeId node) {
        return core.apply(node, 1, new Command.NodeJoined(node, 1, 1)).outcome();
    }

    /** An agent's repeat gets the same answer for sixteen ended turns; before that the offer is gone. */
    @Test
    void shouldRememberTheLastTurnsOfAChat() {
        QueueId sales = core.queue(1);
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        var declined = new ArrayList<OfferId>();
        for (int i = 0; i <= ChatState.TURNS_REMEMBERED_MAX; i++) {
            declined.add(core.turn(chat));
            core.decline(chat);
            core.pass(10_000);
        }
        core.assertOffered(chat, anna);

        for (OfferId offer : declined.subList(1, declined.size())) {
            assertThat(core.submit(decline(offer, anna))).isEqualTo(DONE);
        }
        assertThat(core.submit(decline(declined.get(0), anna))).isEqualTo(refused(Refusal.OFFER_GONE));
        core.assertOffered(chat, anna);
    }

    private static Command decline(OfferId offer, AgentId agent) {
        return new Command.DeclineOffer(offer, agent, DeclineReason.OTHER);
    }

    /** Sixty-five kinds of chats have come and gone: the first one is forgotten, and served all the same when it comes again. */
    @Test
    void shouldServeAChatWhoseDemandWasForgotten() {
        QueueId sales = core.queue(1);
        int kinds = Matching.IDLE_DEMANDS_MAX + 1;
        var skills = new SkillLevel[kinds];
        for (int i = 0; i < kinds; i++) {
            skills[i] = new SkillLevel(core.skill(i + 1), 5);
        }
        AgentId anna = core.agent(1, 1, List.of(sales), skills);
        for (int i = 0; i < kinds; i++) {
            core.close(core.chat(100 + i, sales, new Requirement(skills[i].skill(), 5)));
            assertThat(idleDemands()).isEqualTo(Math.min(i + 1, Matching.IDLE_DEMANDS_MAX));
        }
        for (int i = 0; i < kinds; i++) {
            ChatId again = core.chat(1_000 + i, sales, new Requirement(skills[i].skill(), 5));
            core.assertOffered(again, anna);
            core.close(again);
        }
        assertThat(idleDemands()).isEqualTo(Matching.IDLE_DEMANDS_MAX);
    }

    private int idleDemands() {
        return core.core().idleDemandCount();
    }

    private Outcome apply(RoutingCore to, Command command) {
        return to.apply(++position, 0, 1_000_000, NODE, ++counter, command).outcome();
    }
}

package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two owners, too many chats, bouncing: B1, B2, B3, B4, B6, B9, B10 in the core. */
class ScenariosBTest {
    /** The full form takes some seconds. */
    private static final int B2_ROUNDS = "full".equals(System.getProperty("scenarios")) ? 10_000 : 2_000;

    private final CoreDriver core = new CoreDriver();

    private List<AgentId> agents(int count, int capacity, QueueId queue) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> core.agent(id, capacity, List.of(queue)))
                .toList();
    }

    private QueueId limited(int waiting, int active) {
        return core.queue(1, rules -> rules.with(new QueueRules.Limits(waiting, active, 0, null, true)));
    }

    /** Three nodes start 10,000 chats in 10 s, in turn, as their commands stand in the log; agents accept and close meanwhile. */
    @Test
    void b1NobodyGetsMoreThanHisLimit() {
        QueueId sales = limited(10_000, 0);
        List<AgentId> agents = agents(100, 3, sales);
        start10000(
                sales,
                () -> assertThat(agents)
                        .allMatch(agent -> core.view().agent(agent).load() <= 3));
        assertThat(agents)
                .allSatisfy(agent -> assertThat(core.view(agent).load()).isEqualTo(3));
    }

    /** @param check at each millisecond, after what happened in it */
    private void start10000(QueueId queue, Runnable check) {
        core.checkEvery(500);
        List<NodeId> nodes = List.of(CoreDriver.NODE, new NodeId(2), new NodeId(3));
        nodes.stream()
                .skip(1)
                .forEach(node -> assertThat(core.submitFrom(node, new Command.NodeJoined(node, 1, 1)))
                        .isEqualTo(new Outcome.Done()));
        Random random = new Random(1);
        ArrayDeque<ChatId> offered = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            var unused = core.submitFrom(nodes.get(i % 3), CoreDriver.start(10_000 + i, "key", queue));
            for (Event event : core.takeEvents()) {
                if (event instanceof Event.ChatOffered offer) {
                    offered.add(offer.offer().chat());
                }
            }
            if (!offered.isEmpty() && random.nextInt(3) == 0) {
                ChatId chat = offered.remove();
                core.accept(chat);
                core.close(chat);
            }
            check.run();
            core.pass(1);
        }
    }

    @Test
    void b2OfFiftyWhoAcceptExactlyOneGetsTheChat() {
        QueueId sales = core.queue(
                1,
                rules -> rules.with(
                        new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, Limits.OFFERS_AT_ONCE_MAX, 0)));
        List<AgentId> agents = agents(50, 1, sales);
        core.checkEvery(1_000);
        Random random = new Random(1);
        Outcome done = new Outcome.Done();
        Outcome gone = refused(Refusal.OFFER_GONE);
        for (int round = 0; round < B2_ROUNDS; round++) {
            ChatId chat = core.chat(10_000 + round, sales);
            List<OfferView> offers = core.view(chat).offers();
            assertThat(offers)
                    .hasSize(Limits.OFFERS_AT_ONCE_MAX)
                    .extracting(OfferView::agent)
                    .doesNotHaveDuplicates();
            AgentId winner = offers.get(random.nextInt(offers.size())).agent();
            List<AgentId> order = new ArrayList<>(agents);
            order.remove(winner);
            order.add(0, winner);
            int accepted = 0;
            int refused = 0;
            for (AgentId agent : order) {
                int turn = offers.stream()
                        .filter(offer -> offer.agent().equals(agent))
                        .mapToInt(offer -> offer.id().turn())
                        .findFirst()
                        .orElse(1);
                Outcome outcome = core.submit(new Command.AcceptOffer(new OfferId(chat, turn), agent));
                accepted += outcome.equals(done) ? 1 : 0;
                refused += outcome.equals(gone) ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
            assertThat(refused).isEqualTo(49);
            core.assertOwned(chat, winner);
            assertThat(agents).allMatch(agent -> core.view().agent(agent).load() == (agent.equals(winner) ? 1 : 0));
            core.close(chat);
            core.takeEvents();
        }
    }

    /** How long it takes with real clients says the load test {@code backlog}; here: it is done with the last who comes, in order. */
    @Test
    void b4AllWhoWaitAreOfferedAtOnceAndNobodyGetsMoreThanHisLimit() {
        QueueId sales = limited(10_000, 0);
        core.checkEvery(1_000);
        for (int i = 0; i < 10_000; i++) {
            core.chat(10_000 + i, sales);
        }
        core.takeEvents();
        long lastPosition = 0;
        for (int i = 1; i <= 1_000; i++) {
            AgentId agent = core.agent(i, 10, List.of(sales));
            List<Event.ChatOffered> offers = core.takeEvents().stream()
                    .filter(Event.ChatOffered.class::isInstance)
                    .map(Event.ChatOffered.class::cast)
                    .toList();
            assertThat(offers).hasSize(10).allMatch(offer -> offer.agent().equals(agent));
            for (Event.ChatOffered offer : offers) {
                assertThat(offer.offer().chat().value())
                        .as("in order of arrival")
                        .isGreaterThan(lastPosition);
                lastPosition = offer.offer().chat().value();
            }
            assertThat(core.view(agent).load()).isEqualTo(10);
        }
        assertThat(core.view().queue(sales).active()).isEqualTo(10_000);
    }

    @Test
    void b3AQueueGivesAwayNoMoreThanItsLimit() {
        QueueId sales = limited(500, 50);
        var unused = agents(100, 3, sales);
        start10000(sales, () -> {
            QueueView queue = Objects.requireNonNull(core.view().queue(sales));
            assertThat(queue.active()).isLessThanOrEqualTo(50);
            assertThat(queue.waiting()).isLessThanOrEqualTo(500);
        });
        // The last start may have found the place of one that was served.
        var started = core.submit(CoreDriver.start(1, "key", sales));
        assertThat(core.submit(CoreDriver.start(2, "key", sales))).isEqualTo(refused(Refusal.QUEUE_FULL));
        QueueView queue = Objects.requireNonNull(core.view().queue(sales));
        assertThat(queue.active()).as("active after %s", started).isEqualTo(50);
    }

    /** By no right either; but what is active already may pass from one to the other. */
    @Test
    void b3HandsGiveAwayNoMoreThanTheLimitEither() {
        QueueId sales = limited(30, 1);
        List<AgentId> agents = agents(3, 3, sales);
        ChatId first = core.chat(10, sales);
        ChatId second = core.chat(11, sales);
        Outcome refused = refused(Refusal.ACTIVE_LIMIT);
        assertThat(core.submit(new Command.TakeChat(second, agents.get(0), null)))
                .isEqualTo(refused);
        assertThat(assign(second, agents.get(0))).isEqualTo(refused);

        assertThat(assign(first, agents.get(1))).as("on offer already").isEqualTo(new Outcome.Done());
        core.accept(first);
        assertThat(assign(first, agents.get(2))).as("with an agent already").isEqualTo(new Outcome.Done());
        core.accept(first);
        core.done(new Command.TransferChat(first, core.turn(first).turn(), agents.get(2), null, agents.get(0)));
        core.accept(first);
        core.done(new Command.ConfigureAgent(agents.get(1), new AgentRules(1, 3, List.of(sales), List.of(), true)));
        core.done(new Command.TakeChat(first, agents.get(1), agents.get(0)));
        core.assertOwned(first, agents.get(1));
        core.assertWaiting(second);
        assertThat(core.view().queue(sales).active()).isEqualTo(1);

        core.close(first);
        core.assertOffered(second);
    }

    private Outcome assign(ChatId chat, AgentId to) {
        return core.submit(new Command.AssignChat(
                chat, to, new AgentId(99), core.view(chat).revision()));
    }

    /** What comes from elsewhere is refused; what comes back is not. */
    @Test
    void b3TheWaitingLimitRefusesOnlyWhatComesFromElsewhere() {
        QueueId sales = limited(1, 0);
        QueueId support = core.queue(2);
        AgentId anna = core.agent(1, 1, List.of(sales));
        AgentId bert = core.agent(2, 2, List.of(support));
        ChatId own = core.chat(10, sales);
        core.accept(own);
        ChatId waiting = core.chat(11, sales);
        ChatId other = core.chat(12, support);
        core.accept(other);
        Outcome refused = refused(Refusal.QUEUE_FULL);
        assertThat(core.submit(CoreDriver.start(13, "key", sales))).isEqualTo(refused);
        assertThat(core.submit(new Command.TransferChat(other, 1, bert, sales, null)))
                .isEqualTo(refused);
        assertThat(core.submit(new Command.MoveChat(
                        other, sales, new AgentId(99), core.view(other).revision())))
                .isEqualTo(refused);

        core.done(new Command.TransferChat(own, 1, anna, null, bert));
        core.assertOffered(own, bert);
        core.accept(own);
        core.accept(waiting);
        ChatId third = core.chat(14, sales);
        core.done(new Command.SetQueueOpen(sales, false));
        core.done(new Command.RemoveAgent(bert));
        core.done(new Command.RemoveAgent(anna));

        assertThat(List.of(own, waiting, third)).allSatisfy(core::assertWaiting);
        assertThat(core.view().queue(sales).waiting()).isEqualTo(3);
    }

    @Test
    void b6TakingAnOwnedChatNeedsTheRightAndNamesTheOwner() {
        QueueId sales = core.queue(1);
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.accept(chat);
        AgentId bert = core.agent(2, 1, List.of(sales));

        Outcome annaHasIt = new Outcome.Refused(Refusal.NOT_OWNER, chat, anna);
        assertThat(core.submit(new Command.TakeChat(chat, bert, anna))).isEqualTo(annaHasIt);
        core.assertOwned(chat, anna);

        core.done(new Command.ConfigureAgent(bert, new AgentRules(1, 1, List.of(sales), List.of(), true)));
        assertThat(core.submit(new Command.TakeChat(chat, bert, null)))
                .as("he meant a waiting chat")
                .isEqualTo(annaHasIt);
        core.done(new Command.TakeChat(chat, bert, anna));
        core.assertOwned(chat, bert);
    }

    /** 58 chats of a day were taken over within 10 s: two meant to take it from a third. */
    @Test
    void b6OfTwoTakeOversTheFirstHolds() {
        QueueId sales = core.queue(1);
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.accept(chat);
        List<AgentId> leads = List.of(core.agent(2, 1, List.of(sales)), core.agent(3, 1, List.of(sales)));
        leads.forEach(lead ->
                core.done(new Command.ConfigureAgent(lead, new AgentRules(1, 1, List.of(sales), List.of(), true))));

        core.done(new Command.TakeChat(chat, leads.get(0), anna));
        assertThat(core.submit(new Command.TakeChat(chat, leads.get(1), anna)))
                .isEqualTo(new Outcome.Refused(Refusal.NOT_OWNER, chat, leads.get(0)));
        core.done(new Command.TakeChat(chat, leads.get(0), anna));
        core.assertOwned(chat, leads.get(0));
        core.done(new Command.TakeChat(chat, leads.get(1), leads.get(0)));
        core.assertOwned(chat, leads.get(1));

        core.done(new Command.SetPresence(leads.get(0), Presence.AWAY));
        core.done(new Command.TransferChat(chat, core.turn(chat).turn(), leads.get(1), sales, null));
        core.assertOffered(chat, anna);
        assertThat(core.submit(new Command.TakeChat(chat, leads.get(0), leads.get(1))))
                .as("on offer by now")
                .isEqualTo(refused(Refusal.NOT_WAITING));
        core.decline(chat);
        core.assertWaiting(chat);
        core.done(new Command.TakeChat(chat, leads.get(0), leads.get(1)));
        core.assertOwned(chat, leads.get(0));
    }

    /** Unset, lower and higher on each of three levels. */
    static Stream<Arguments> b9Limits() {
        return Stream.of(0, 1, 5)
                .flatMap(agent -> Stream.of(0, 2, 6)
                        .flatMap(queue -> Stream.of(-1, 3, 7).map(server -> {
                            int ofServer = server < 0 ? Settings.DEFAULTS.agentCapacity() : server;
                            int expected = agent > 0 ? agent : queue > 0 ? queue : ofServer;
                            return Arguments.of(agent, queue, server, expected);
                        })));
    }

    @ParameterizedTest
    @MethodSource("b9Limits")
    void b9AgentBeforeQueueBeforeServer(int agent, int queue, int server, int expected) {
        if (server >= 0) {
            core.done(new Command.ConfigureSettings(new Settings(30_000, 60_000, 3_000, 3, 10_000, 1, server)));
        }
        QueueId sales = core.queue(1, rules -> rules.with(new QueueRules.Units(0, queue, true, 0)));
        AgentId anna = core.agent(1, agent, List.of(sales));
        IntStream.range(0, 10).forEach(i -> {
            var unused = core.chat(100 + i, sales);
        });

        assertThat(core.view(anna).load()).isEqualTo(expected);
        assertThat(core.view(anna).capacity()).isEqualTo(expected);
    }

    @Test
    void b10EveryAssignmentGoesToALeastLoadedAgent() {
        QueueId sales = core.queue(1);
        List<AgentId> agents = agents(10, 5, sales);
        Random random = new Random(10);
        List<ChatId> open = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            while (open.size() >= 40 || (!open.isEmpty() && random.nextInt(3) == 0)) {
                core.close(open.remove(random.nextInt(open.size())));
            }
            int least = agents.stream()
                    .mapToInt(agent -> core.view(agent).load())
                    .min()
                    .orElseThrow();
            ChatId chat = core.chat(10_000 + i, sales);
            AgentId chosen = core.view(chat).agent();
            assertThat(core.view(chosen).load() - 1)
                    .as("load of %s before", chosen)
                    .isEqualTo(least);
            core.accept(chat);
            open.add(chat);
        }
    }
}

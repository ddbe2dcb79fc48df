package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Chats that stay in the queue although somebody is free: A1, A2, A3, A5; A4 is {@link TriggerTest}. */
class ScenariosATest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1, rules -> rules.with(new QueueRules.Limits(10_000, 0, 0, null, true)));

    private List<ChatId> start(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> core.chat(10_000 + i, sales))
                .toList();
    }

    private List<ChatId> offeredChats() {
        return core.takeEvents().stream()
                .filter(Event.ChatOffered.class::isInstance)
                .map(event -> ((Event.ChatOffered) event).offer().chat())
                .toList();
    }

    @Test
    void a1TheFourthChatIsOfferedFirstWhenASlotIsFreed() {
        AgentId anna = core.agent(1, 3, List.of(sales));
        List<ChatId> chats = start(4);
        chats.subList(0, 3).forEach(core::accept);
        core.assertWaiting(chats.get(3));

        core.close(chats.get(1));
        core.assertOffered(chats.get(3), anna);

        ChatId fifth = core.chat(50, sales);
        core.assertWaiting(fifth);
        assertThat(core.timeMs()).as("all at one instant").isZero();
    }

    @Test
    void a2OffersAreInTheOrderOfArrival() {
        List<ChatId> waiting = start(500);
        List<AgentId> agents = new ArrayList<>();
        for (long id = 1; id <= 20; id++) {
            agents.add(core.agent(id, 1 + (int) id % 4, List.of(sales)));
        }
        Random random = new Random(2);
        List<ChatId> offered = new ArrayList<>(offeredChats());
        while (offered.size() < waiting.size()) {
            AgentId agent = agents.get(random.nextInt(agents.size()));
            List<OfferView> offers = core.view().offersTo(agent);
            if (!offers.isEmpty()) {
                ChatId chat = offers.get(random.nextInt(offers.size())).id().chat();
                core.done(new Command.AcceptOffer(core.turn(chat), agent));
                core.close(chat);
                offered.addAll(offeredChats());
            }
        }
        assertThat(offered).containsExactlyElementsOf(waiting);
    }

    @Test
    void a3TheOldestFiveGoToWhoComesOnline() {
        List<ChatId> chats = start(20);
        core.pass(60_000);
        assertThat(chats).allSatisfy(core::assertWaiting);

        AgentId anna = core.agent(1, 5, List.of(sales));

        assertThat(core.view().offersTo(anna))
                .extracting(offer -> offer.id().chat())
                .containsExactlyElementsOf(chats.subList(0, 5));
        chats.subList(0, 5).forEach(core::accept);
        assertThat(chats.subList(5, 20))
                .extracting(core.view()::place)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 15)
                        .mapToObj(place -> (int) place)
                        .toList());
        core.close(chats.get(7));
        assertThat(core.view().place(chats.get(8)))
                .as("what nobody took can be closed")
                .isEqualTo(3);
    }

    @Test
    void a5ABurstIsServedWithinCapacityAndInOrder() {
        List<AgentId> agents = LongStream.rangeClosed(1, 50)
                .mapToObj(id -> core.agent(id, 4, List.of(sales)))
                .toList();
        core.checkEvery(100);
        List<ChatId> chats = start(2_000);

        assertThat(offeredChats()).containsExactlyElementsOf(chats.subList(0, 200));
        assertThat(core.view().queue(sales).waiting()).as("on offer or waiting").isEqualTo(2_000);
        assertThat(chats)
                .extracting(core.view()::place)
                .isEqualTo(IntStream.rangeClosed(1, 2_000).boxed().toList());
        for (int served = 0; served < chats.size(); served++) {
            ChatId chat = chats.get(served);
            core.accept(chat);
            core.close(chat);
        }
        assertThat(offeredChats()).containsExactlyElementsOf(chats.subList(200, 2_000));
        assertThat(agents)
                .allSatisfy(agent -> assertThat(core.view(agent).load()).isZero());
    }
}

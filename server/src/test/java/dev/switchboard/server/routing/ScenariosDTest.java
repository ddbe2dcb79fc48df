package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Offers that are not accepted: D1, D3, D4 in the core. */
class ScenariosDTest {
    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    /** The next agent is asked at the fifteenth second, and nobody twice while there is another. */
    private void assertGoesRound() {
        List<AgentId> asked = new ArrayList<>();
        List<AgentId> agents = List.of(
                core.agent(1, 1, List.of(sales)), core.agent(2, 1, List.of(sales)), core.agent(3, 1, List.of(sales)));
        ChatId chat = core.chat(10, sales);
        core.done(new Command.DisconnectCustomer(new CustomerId(10), new SessionId(10)));
        for (int turn = 1; turn <= agents.size(); turn++) {
            assertThat(core.view(chat).turn()).isEqualTo(turn);
            asked.add(core.view(chat).agent());
            core.pass(14_999);
            assertThat(core.view(chat).turn()).isEqualTo(turn);
            core.pass(1);
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(agents);
        // All were asked; the first is asked again, for his pause of 10 s is over long since.
        core.assertOffered(chat, asked.get(0));
    }

    @Test
    void d1AndD3TheOfferMovesOnAtItsTimeThoughNobodyIsThere() {
        assertGoesRound();
    }

    /** The only one who is left is asked again after the pause, not before. */
    @Test
    void d1TheOnlyOneIsAskedAgainAfterAPause() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        core.pass(15_000);
        core.assertWaiting(chat);
        core.pass(9_999);
        core.assertWaiting(chat);
        core.pass(1);
        core.assertOffered(chat, anna);
    }

    @Test
    void d4ADeclineCarriesItsReasonIntoTheRecord() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = core.chat(10, sales);
        OfferId offer = core.turn(chat);
        core.takeEvents();

        core.done(new Command.DeclineOffer(offer, anna, DeclineReason.WRONG_SKILL));

        assertThat(core.takeEvents())
                .contains(new Event.OfferEnded(offer, anna, OfferEnd.DECLINED, DeclineReason.WRONG_SKILL));
        assertThat(core.view(anna).missedInRow()).as("declined is not missed").isZero();
    }
}

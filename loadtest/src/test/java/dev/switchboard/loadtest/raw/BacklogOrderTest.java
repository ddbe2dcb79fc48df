package dev.switchboard.loadtest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.loadtest.raw.BacklogOrder.Findings;
import dev.switchboard.loadtest.raw.BacklogRun.Offered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each way in which a backlog can be given out wrongly is seen, and only those. */
class BacklogOrderTest {

    private static final List<String> WAITING = List.of("r0-1", "r0-2", "r0-3", "r0-4");

    private static Offered offer(int chat, int agent) {
        return new Offered("r0-" + chat, "help", agent, 0);
    }

    private static Findings judge(List<Offered> offers, Map<String, Long> positions) {
        return BacklogOrder.judge(WAITING, offers, 2, 2, positions::get);
    }

    @Test
    void shouldTakeTheOrderOfDecisionsNotOfArrival() {
        List<Offered> secondAgentFirst = List.of(offer(3, 1), offer(4, 1), offer(1, 0), offer(2, 0));

        assertThat(judge(secondAgentFirst, Map.of("r0-1", 10L, "r0-2", 10L, "r0-3", 11L, "r0-4", 11L))
                        .none())
                .isTrue();
        assertThat(judge(secondAgentFirst, Map.of("r0-1", 11L, "r0-2", 11L, "r0-3", 10L, "r0-4", 10L))
                        .inversions())
                .isEqualTo(1);
    }

    @Test
    void shouldSeeAnInversionWithinOneDecision() {
        List<Offered> offers = List.of(offer(2, 0), offer(1, 0), offer(3, 1), offer(4, 1));

        assertThat(judge(offers, Map.of("r0-1", 10L, "r0-2", 10L, "r0-3", 11L, "r0-4", 11L)))
                .isEqualTo(new Findings(0, 0, 1, 0));
    }

    @Test
    void shouldKeepQueuesApart() {
        List<Offered> offers = List.of(new Offered("r0-9", "sales", 0, 0), offer(1, 0), offer(2, 1), offer(3, 1));

        assertThat(judge(offers, Map.of("r0-9", 10L, "r0-1", 10L, "r0-2", 11L, "r0-3", 11L))
                        .none())
                .isTrue();
    }

    @Test
    void shouldCountWhatIsTooMuchAndWhatIsMissing() {
        List<Offered> offers = List.of(offer(1, 0), offer(2, 0), offer(3, 0), offer(3, 1));

        assertThat(judge(offers, Map.of("r0-1", 10L, "r0-2", 10L, "r0-3", 10L))).isEqualTo(new Findings(1, 1, 0, 1));
    }
}

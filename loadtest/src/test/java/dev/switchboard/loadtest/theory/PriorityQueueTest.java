package dev.switchboard.loadtest.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PriorityQueueTest {
    private static final Offset<Double> CLOSE = within(1e-10);

    @Test
    void shouldLeaveTheMeanOfAllWhenHandleTimesAreAlike() {
        PriorityQueue queue = PriorityQueue.exponential(10, List.of(1.0, 2.0, 5.0), 1.1);
        ErlangC all = new ErlangC(10, 8, 1.1);
        double mean = (queue.meanWait(0) + 2 * queue.meanWait(1) + 5 * queue.meanWait(2)) / 8;

        assertThat(mean).isCloseTo(all.meanWait(), CLOSE);
        assertThat(queue.meanWaitInOrder()).isCloseTo(all.meanWait(), CLOSE);
        assertThat(queue.meanWait(0)).isLessThan(queue.meanWait(1));
    }

    @Test
    void shouldKnowOneServerByPollaczekAndKhinchine() {
        // Handle time always 1, load 0.8: half of what exponential ones would wait.
        assertThat(PriorityQueue.single(List.of(0.8), List.of(1.0), List.of(1.0))
                        .meanWaitInOrder())
                .isCloseTo(2, CLOSE);
        assertThat(PriorityQueue.single(List.of(0.8), List.of(1.0), List.of(2.0))
                        .meanWaitInOrder())
                .isCloseTo(new ErlangC(1, 0.8, 1).meanWait(), CLOSE);
    }

    @Test
    void shouldKnowOneServerWithPriorities() {
        // Cobham: remaining work (0.2·1 + 0.3·8)/2 = 1.3; utilisations 0.2 and 0.6.
        PriorityQueue queue = PriorityQueue.single(List.of(0.2, 0.3), List.of(1.0, 2.0), List.of(1.0, 8.0));

        assertThat(queue.meanWait(0)).isCloseTo(1.3 / 0.8, CLOSE);
        assertThat(queue.meanWait(1)).isCloseTo(1.3 / 0.8 / 0.2, CLOSE);
    }

    @Test
    void shouldLetTheLastWaitForEverWhenItIsTooMuch() {
        PriorityQueue queue = PriorityQueue.single(List.of(0.5, 0.6), List.of(1.0, 1.0), List.of(2.0, 2.0));

        assertThat(queue.meanWait(0)).isFinite();
        assertThat(queue.meanWait(1)).isInfinite();
    }
}

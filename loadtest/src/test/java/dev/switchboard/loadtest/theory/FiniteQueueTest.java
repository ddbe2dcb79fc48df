package dev.switchboard.loadtest.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FiniteQueueTest {
    private static final Offset<Double> CLOSE = within(1e-10);
    private static final double ENDLESS = Double.POSITIVE_INFINITY;

    @Test
    void shouldBeErlangsLossFormulaWithoutPlaces() {
        FiniteQueue queue = new FiniteQueue(14, 0, 100.0 / 1_800, 180, ENDLESS);

        assertThat(queue.blocking()).isCloseTo(ErlangB.blocking(14, 10), CLOSE);
        assertThat(queue.meanQueue()).isZero();
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void shouldKnowOneServer() {
        // M/M/1/4 at a load of 1/2: probabilities 16/31, 8/31, 4/31, 2/31, 1/31.
        FiniteQueue queue = new FiniteQueue(1, 3, 0.5, 1, ENDLESS);

        assertThat(queue.blocking()).isCloseTo(1 / 31.0, CLOSE);
        assertThat(queue.waiting()).isCloseTo(14 / 30.0, CLOSE);
        assertThat(queue.meanQueue()).isCloseTo((4 + 2 * 2 + 3) / 31.0, CLOSE);
        assertThat(queue.occupancy()).isCloseTo(15 / 31.0, CLOSE);
        assertThat(queue.abandonment()).isCloseTo(0, CLOSE);
        assertThat(queue.within(0)).isCloseTo(16 / 30.0, CLOSE);
        double longer = 8 / 30.0 * Math.exp(-1) + 4 / 30.0 * Math.exp(-1) * 2 + 2 / 30.0 * Math.exp(-1) * 2.5;
        assertThat(queue.within(1)).isCloseTo(1 - longer, CLOSE);
    }

    @Test
    void shouldBeErlangAWithManyPlaces() {
        ErlangA endless = new ErlangA(50, 0.8, 60, 120);
        FiniteQueue queue = new FiniteQueue(50, 500, 0.8, 60, 120);

        assertThat(queue.abandonment()).isCloseTo(endless.abandonment(), within(1e-7));
        assertThat(queue.meanWait()).isCloseTo(endless.meanWait(), within(1e-5));
        assertThat(queue.waiting()).isCloseTo(endless.waiting(), within(1e-7));
        assertThat(queue.occupancy()).isCloseTo(endless.occupancy(), within(1e-7));
    }

    @Test
    void shouldHoldForThousandsOfServers() {
        FiniteQueue queue = new FiniteQueue(10_000, 90_000, 9_900, 1, ENDLESS);
        ErlangC endless = new ErlangC(10_000, 9_900, 1);

        assertThat(queue.waiting()).isCloseTo(endless.waiting(), within(1e-6));
        assertThat(queue.meanWait()).isCloseTo(endless.meanWait(), within(1e-8));
    }
}

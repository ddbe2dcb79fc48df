package dev.switchboard.loadtest.simulate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void shouldBeTheMeanWhenDenominatorsAreEqual() {
        Estimate estimate = Estimate.ratio(new double[] {2, 4, 6, 8}, new double[] {2, 2, 2, 2}, 8);

        assertThat(estimate.mean()).isEqualTo(2.5);
        // 1, 2, 3, 4: a standard deviation of 1.29099, over the root of four.
        assertThat(estimate.standardError()).isCloseTo(0.6454972, within(1e-6));
        assertThat(estimate.ci95()).isCloseTo(0.6454972 * 3.1824463, within(1e-5));
        assertThat(estimate.n()).isEqualTo(8);
    }

    @Test
    void shouldWeighReplicationsByTheirChats() {
        Estimate estimate = Estimate.ratio(new double[] {10, 0}, new double[] {1, 9}, 10);

        assertThat(estimate.mean()).isEqualTo(1);
    }

    @Test
    void shouldBeNoNumberWithoutChats() {
        Estimate estimate = Estimate.ratio(new double[] {0, 0}, new double[] {0, 0}, 0);

        assertThat(estimate.mean()).isNaN();
        assertThat(estimate.ci95()).isNaN();
    }

    @Test
    void shouldTakeTheErrorOfAPercentileFromItsSections() {
        Estimate estimate = Estimate.sectioned(3, new double[] {1, 5, Double.NaN}, 30);

        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.standardError()).isEqualTo(2);
        assertThat(estimate.degrees()).isEqualTo(1);
    }

    @Test
    void shouldCountStandardErrors() {
        Estimate estimate = new Estimate(10.6, 0.2, 1_000_000, 5);

        assertThat(estimate.deviation(10)).isCloseTo(3, within(1e-3));
    }

    @Test
    void shouldTakeTheUpperRank() {
        Waits waits = Waits.of(6, new long[] {4_000_000_000L, 1_000_000_000L, 3_000_000_000L, 2_000_000_000L});

        assertThat(waits.quantile(0.5)).isZero();
        assertThat(waits.quantile(0.6)).isZero();
        assertThat(waits.quantile(0.61)).isEqualTo(1);
        assertThat(waits.quantile(0.7)).isEqualTo(1);
        assertThat(waits.quantile(0.9)).isEqualTo(3);
        assertThat(waits.quantile(0.999)).isEqualTo(4);
        assertThat(waits.max()).isEqualTo(4);
        assertThat(Waits.of(0, new long[0]).quantile(0.5)).isNaN();
    }
}

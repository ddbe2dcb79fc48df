package dev.switchboard.loadtest.simulate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentTTest {

    @Test
    void shouldGiveTheValuesOfTheTables() {
        assertThat(StudentT.quantile(0.975, 1)).isCloseTo(12.7062047, within(1e-6));
        assertThat(StudentT.quantile(0.975, 9)).isCloseTo(2.2621572, within(1e-6));
        assertThat(StudentT.quantile(0.975, 19)).isCloseTo(2.0930241, within(1e-6));
        assertThat(StudentT.quantile(0.995, 19)).isCloseTo(2.8609346, within(1e-6));
        assertThat(StudentT.quantile(0.975, 100_000)).isCloseTo(1.9600, within(1e-4));
    }

    @Test
    void shouldKnowTheNormalTail() {
        assertThat(StudentT.normalUpperTail(0)).isCloseTo(0.5, within(1e-12));
        assertThat(StudentT.normalUpperTail(1)).isCloseTo(0.158655253931457, within(1e-12));
        assertThat(StudentT.normalUpperTail(1.959963984540054)).isCloseTo(0.025, within(1e-12));
        assertThat(StudentT.normalUpperTail(3)).isCloseTo(0.00134989803163, within(1e-12));
        assertThat(StudentT.normalUpperTail(10)).isCloseTo(7.619853e-24, within(1e-29));
    }

    @Test
    void shouldTurnTIntoTheDeviateOfTheSameProbability() {
        assertThat(StudentT.normalDeviate(2.0930241, 19)).isCloseTo(1.959964, within(1e-5));
        assertThat(StudentT.normalDeviate(-2.0930241, 19)).isCloseTo(-1.959964, within(1e-5));
        assertThat(StudentT.normalDeviate(0, 19)).isCloseTo(0, within(1e-9));
        assertThat(StudentT.normalDeviate(Double.NaN, 19)).isNaN();
    }
}

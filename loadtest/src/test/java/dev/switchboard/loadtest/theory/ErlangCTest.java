package dev.switchboard.loadtest.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ErlangCTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void shouldAgreeWithPublishedNumbers() {
        var team = new ErlangC(14, 100 / 1_800.0, 180);
        assertThat(team.waiting()).isCloseTo(0.17413193, within(5e-9));
        assertThat(team.serviceLevel(20)).isCloseTo(0.88835002, within(5e-9));
        assertThat(team.meanWait()).isCloseTo(7.83594, within(5e-6));
        assertThat(team.occupancy()).isCloseTo(0.714286, within(5e-7));

        var large = new ErlangC(55, 360 / 1_800.0, 240);
        assertThat(large.waiting()).isCloseTo(0.238701, within(5e-7));
        assertThat(large.serviceLevel(15)).isCloseTo(0.845883, within(5e-7));
        assertThat(large.meanWait()).isCloseTo(8.18403, within(5e-6));
    }

    @Test
    void shouldBeASingleServersQueueWithOneServer() {
        var one = new ErlangC(1, 0.8, 1);
        assertThat(one.waiting()).isCloseTo(0.8, EXACT);
        assertThat(one.meanWait()).isCloseTo(4, EXACT);
        assertThat(one.meanQueue()).isCloseTo(3.2, EXACT);
        assertThat(one.serviceLevel(3)).isCloseTo(1 - 0.8 * Math.exp(-0.6), EXACT);
    }

    @Test
    void shouldInvertTheServiceLevelByTheQuantile() {
        var team = new ErlangC(14, 100 / 1_800.0, 180);
        for (double share : new double[] {0.85, 0.9, 0.99, 0.999}) {
            assertThat(team.serviceLevel(team.quantile(share))).isCloseTo(share, EXACT);
        }
        assertThat(team.quantile(0.5)).isZero();
    }

    @Test
    void shouldBearManyServers() {
        assertThat(new ErlangC(10_000, 9_900, 1).waiting()).isBetween(0.1, 0.5);
        assertThat(new ErlangC(10_000, 10, 1).waiting()).isZero();
        assertThat(new ErlangC(10_000, 10, 1).meanWait()).isZero();
    }

    @Test
    void shouldRefuseWhatHasNoAnswer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(1, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(1, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErlangC(10, 10, 1))
                .withMessageContaining("10.0 Erlang");
    }
}

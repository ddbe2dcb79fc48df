package dev.switchboard.loadtest.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ErlangATest {
    private static final Percentage EXACT = Percentage.withPercentage(1e-6);

    @Test
    void shouldAgreeWithPublishedNumbers() {
        var team = new ErlangA(50, 48 / 60.0, 60, 120);
        assertThat(team.abandonment()).isCloseTo(0.03091, within(5e-6));
        assertThat(team.meanWait()).isCloseTo(3.709, within(5e-4));
        assertThat(team.meanWaitOfServed()).isCloseTo(3.616, within(5e-4));
    }

    /** The same by the probabilities of the numbers of chats in the system. */
    @Test
    void shouldAgreeWithTheChainOfStates() {
        for (double[] each :
                new double[][] {{1, 0.5, 1, 2}, {1, 3, 1, 0.5}, {5, 4, 1, 1}, {20, 30, 1, 3}, {100, 98, 1, 0.2}}) {
            int servers = (int) each[0];
            var exact = new ErlangA(servers, each[1], each[2], each[3]);
            var chain = Chain.of(servers, each[1], 1 / each[2], 1 / each[3]);
            assertThat(exact.waiting()).isCloseTo(chain.waiting, EXACT);
            assertThat(exact.abandonment()).isCloseTo(chain.abandonment, EXACT);
            assertThat(exact.meanQueue()).isCloseTo(chain.queue, EXACT);
            assertThat(exact.meanWaitOfServed()).isCloseTo(chain.waitOfServed, EXACT);
            assertThat(exact.occupancy()).isCloseTo(chain.occupancy, EXACT);
        }
    }

    private record Chain(double waiting, double abandonment, double queue, double waitOfServed, double occupancy) {

        static Chain of(int servers, double rate, double service, double leaving) {
            double state = 1;
            double sum = 1;
            double busy = 0;
            for (int n = 1; n < servers; n++) {
                state *= rate / (n * service);
                sum += state;
                busy += n * state;
            }
            double waiting = 0;
            double queue = 0;
            double served = 0;
            double waits = 0;
            double passed = 0;
            double full = state * rate / (servers * service);
            for (int ahead = 0; ahead < 5_000; ahead++) {
                // Who finds so many ahead is served after ahead + 1 ends, unless his own patience ends before.
                double reached = servers * service / (servers * service + (ahead + 1) * leaving);
                passed += 1 / (servers * service + (ahead + 1) * leaving);
                waiting += full;
                queue += ahead * full;
                served += reached * full;
                waits += reached * passed * full;
                full *= rate / (servers * service + (ahead + 1) * leaving);
            }
            double all = sum + waiting;
            double servedOfAll = (sum + served) / all;
            return new Chain(
                    waiting / all,
                    1 - servedOfAll,
                    queue / all,
                    waits / all / servedOfAll,
                    (busy + servers * waiting) / all / servers);
        }
    }

    @Test
    void shouldCountWhoIsServedInTime() {
        var team = new ErlangA(20, 25, 1, 2);
        assertThat(team.servedWithin(0)).isCloseTo(1 - team.waiting(), EXACT);
        assertThat(team.servedWithin(1e9)).isCloseTo(1 - team.abandonment(), EXACT);
        assertThat(team.servedWithin(0.1)).isBetween(team.servedWithin(0.05), team.servedWithin(0.2));
    }

    @Test
    void shouldBeErlangCForEndlessPatience() {
        var endless = new ErlangA(14, 100 / 1_800.0, 180, 1e9);
        var simple = new ErlangC(14, 100 / 1_800.0, 180);
        assertThat(endless.waiting()).isCloseTo(simple.waiting(), Percentage.withPercentage(0.01));
        assertThat(endless.meanWait()).isCloseTo(simple.meanWait(), Percentage.withPercentage(0.01));
        assertThat(endless.servedWithin(20)).isCloseTo(simple.serviceLevel(20), Percentage.withPercentage(0.01));
    }

    @Test
    void shouldBearManyServersAndHeavyOverload() {
        var overloaded = new ErlangA(10_000, 15_000, 1, 1);
        assertThat(overloaded.abandonment()).isCloseTo(1 / 3.0, within(1e-3));
        assertThat(overloaded.occupancy()).isCloseTo(1, within(1e-6));
        assertThat(new ErlangA(10_000, 10, 1, 1).abandonment()).isZero();
    }

    @Test
    void shouldRefuseWhatHasNoAnswer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangA(0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangA(1, 1, 1, Double.NaN));
    }

    @Test
    void shouldSplitEveryWaitIntoServedAndAbandoned() {
        ErlangA model = new ErlangA(50, 0.8, 60, 120);

        assertThat(model.longerThan(0)).isCloseTo(model.waiting(), within(1e-9));
        assertThat(model.abandonedWithin(1e6)).isCloseTo(model.abandonment(), within(1e-9));
        assertThat(model.servedWithin(20) + model.abandonedWithin(20) + model.longerThan(20))
                .isCloseTo(1, within(1e-9));
        assertThat(model.longerThan(1e6)).isZero();
    }

    @Test
    void shouldKnowPercentilesOfAllAndOfServed() {
        ErlangA model = new ErlangA(50, 0.8, 60, 120);

        assertThat(model.quantile(0.5)).isZero();
        assertThat(1 - model.longerThan(model.quantile(0.99))).isCloseTo(0.99, within(1e-9));
        double ofServed = model.quantileOfServed(0.95);
        assertThat(model.servedWithin(ofServed) / (1 - model.abandonment())).isCloseTo(0.95, within(1e-9));
    }
}

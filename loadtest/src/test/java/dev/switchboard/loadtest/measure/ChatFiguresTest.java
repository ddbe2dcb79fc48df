package dev.switchboard.loadtest.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatFiguresTest {

    private static final long SECOND = 1_000_000_000L;

    private final ChatFigures figures = new ChatFigures(Duration.ofSeconds(20));

    @Test
    void shouldTellTheFourServiceLevels() {
        for (int i = 0; i < 10; i++) {
            figures.offered();
        }
        // Served: four within 20 s (one exactly), two later. Abandoned: one within, one later. One blocked, one failed.
        figures.served(0);
        figures.served(5 * SECOND);
        figures.served(10 * SECOND);
        figures.served(20 * SECOND);
        figures.served(21 * SECOND);
        figures.served(60 * SECOND);
        figures.abandoned(3 * SECOND);
        figures.abandoned(30 * SECOND);
        figures.blocked();
        figures.failed("NOT_READY");

        ChatFigures.Summary summary = figures.summary();

        assertThat(summary.inProgress()).isZero();
        assertThat(summary.serviceLevel()).isEqualTo(4.0 / 9);
        assertThat(summary.serviceLevelOfOffered()).isEqualTo(4.0 / 10);
        assertThat(summary.serviceLevelOfServed()).isEqualTo(4.0 / 6);
        assertThat(summary.serviceLevelWithAbandoned()).isEqualTo(5.0 / 10);
        assertThat(summary.waitServed().meanNanos() / 1e9).isCloseTo(116.0 / 6, within(0.02));
        assertThat(summary.waitAll().count()).isEqualTo(8);
        assertThat(summary.failures()).containsEntry("NOT_READY", 1L);
    }

    @Test
    void shouldHaveNoServiceLevelWithoutChats() {
        assertThat(figures.summary().serviceLevel()).isNaN();
        assertThat(figures.summary().waitServed().maxNanos()).isZero();
    }

    @Test
    void shouldGiveUpperRankPercentiles() {
        Latencies latencies = new Latencies();
        for (int ms = 1; ms <= 100; ms++) {
            latencies.record(ms * 1_000_000L);
        }
        latencies.record(-5);

        Latencies.Summary summary = latencies.summary();

        assertThat(summary.count()).isEqualTo(101);
        assertThat(summary.p50Nanos() / 1e6).isCloseTo(50, within(0.05));
        assertThat(summary.p90Nanos() / 1e6).isCloseTo(90, within(0.1));
        assertThat(summary.p99Nanos() / 1e6).isCloseTo(99, within(0.1));
        assertThat(summary.maxNanos() / 1e6).isCloseTo(100, within(0.1));
    }

    @Test
    void shouldTellHowBusyAgentsWere() {
        Occupancy occupancy = new Occupancy();
        occupancy.hire("anna", 2, 0);
        occupancy.ready("anna", true, 10 * SECOND);
        occupancy.load("anna", 1, 20 * SECOND);
        occupancy.load("anna", 2, 30 * SECOND);
        occupancy.load("anna", 0, 40 * SECOND);

        Occupancy.Summary summary = occupancy.summary(50 * SECOND);

        // Ready for 40 s of two slots: 80 slot seconds, 10 + 20 of them taken; busy for 20 s.
        assertThat(summary.slots()).isCloseTo(30.0 / 80, within(1e-9));
        assertThat(summary.agents()).isCloseTo(0.5, within(1e-9));
        assertThat(summary.concurrencyWhileBusy()).isCloseTo(1.5, within(1e-9));
    }
}

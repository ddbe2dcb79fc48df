package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreClockTest {
    private final CoreClock clock = new CoreClock();

    @Test
    void shouldAdvanceWithTheLogButAtMostASecondPerEntryAndNeverBack() {
        assertThat(clock.advance(1_000_000)).isZero();
        assertThat(clock.advance(1_000_400)).isEqualTo(400);
        assertThat(clock.advance(1_900_000)).isEqualTo(1_400);
        assertThat(clock.advance(1_000)).isEqualTo(1_400);
        assertThat(clock.advance(1_005)).isEqualTo(1_405);
    }

    @Test
    void shouldGoOnFromWhereASnapshotWasTaken() {
        clock.advance(5_000);
        clock.advance(5_300);
        var restored = new CoreClock(clock.timeMs(), clock.lastT());
        assertThat(restored.advance(5_700)).isEqualTo(clock.advance(5_700)).isEqualTo(700);
    }
}

package dev.switchboard.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypingLimitTest {
    @Test
    void shouldLetThreeThroughAtOnceAndThenTwoPerSecond() {
        TypingLimit limit = new TypingLimit();
        int passed = 0;
        for (int i = 0; i < 10; i++) {
            passed += limit.pass(1_000) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(3);
        for (long nowMs = 1_001; nowMs <= 11_000; nowMs++) {
            passed += limit.pass(nowMs) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(3 + 20);
    }
}

package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldLetTheBurstThroughAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(20, 40, 5);

        assertThat(taken(bucket, 5, 100)).isEqualTo(40);
        assertThat(taken(bucket, 5 + (SECOND / 20) - 1, 100)).isZero();
        assertThat(taken(bucket, 5 + (SECOND / 20), 100)).isEqualTo(1);
        assertThat(taken(bucket, 5 + SECOND + (SECOND / 20), 100)).isEqualTo(20);
    }

    @Test
    void shouldNotSaveMoreThanTheBurst() {
        TokenBucket bucket = new TokenBucket(20, 40, 0);

        assertThat(taken(bucket, 3_600 * SECOND, 100)).isEqualTo(40);
    }

    @Test
    void shouldGiveNothingForAClockThatGoesBack() {
        TokenBucket bucket = new TokenBucket(1, 1, SECOND);

        assertThat(taken(bucket, SECOND, 5)).isEqualTo(1);
        assertThat(taken(bucket, 0, 5)).isZero();
        assertThat(taken(bucket, SECOND, 5)).isEqualTo(1);
    }

    private static int taken(TokenBucket bucket, long nowNanos, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.take(nowNanos) ? 1 : 0;
        }
        return taken;
    }
}

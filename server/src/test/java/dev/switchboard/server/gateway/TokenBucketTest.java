package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.gateway.GatewaySettings.Rate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldLetTheBurstThroughAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(new Rate(20, 40), 5);

        assertThat(taken(bucket, 5, 100)).isEqualTo(40);
        assertThat(taken(bucket, 5 + (SECOND / 20) - 1, 100)).isZero();
        assertThat(taken(bucket, 5 + (SECOND / 20), 100)).isEqualTo(1);
        assertThat(taken(bucket, 5 + SECOND + (SECOND / 20), 100)).isEqualTo(20);
    }

    @Test
    void shouldNotSaveMoreThanTheBurst() {
        TokenBucket bucket = new TokenBucket(new Rate(20, 40), 0);

        assertThat(taken(bucket, 3_600 * SECOND, 100)).isEqualTo(40);
    }

    @Test
    void shouldGiveNothingForAClockThatGoesBack() {
        TokenBucket bucket = new TokenBucket(new Rate(1, 1), SECOND);

        assertThat(taken(bucket, SECOND, 5)).isEqualTo(1);
        assertThat(taken(bucket, 0, 5)).isZero();
        assertThat(taken(bucket, SECOND, 5)).isZero();
        assertThat(taken(bucket, 2 * SECOND, 5)).isEqualTo(1);
    }

    /** Else a message larger than the burst could never pass; it is paid for afterwards. */
    @Test
    void shouldLetAPieceRunIntoDebt() {
        TokenBucket bucket = new TokenBucket(new Rate(100, 200), 0);

        assertThat(bucket.takeAny(0, 150)).isTrue();
        assertThat(bucket.takeAny(0, 1_000)).isTrue();
        assertThat(bucket.takeAny(0, 1)).isFalse();
        assertThat(bucket.takeAny((950 * SECOND) / 100, 1)).isFalse();
        assertThat(bucket.takeAny((951 * SECOND) / 100, 1)).isTrue();
    }

    @Test
    void shouldBeSharedByThreads() throws InterruptedException {
        TokenBucket bucket = new TokenBucket(new Rate(1, 10_000), 0);
        var taken = new AtomicInteger();
        List<Thread> threads = Stream.generate(() -> new Thread(() -> taken.addAndGet(taken(bucket, 0, 5_000))))
                .limit(4)
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(10_000);
    }

    private static int taken(TokenBucket bucket, long nowNanos, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.take(nowNanos) ? 1 : 0;
        }
        return taken;
    }
}

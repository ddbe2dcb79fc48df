package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverTest {

    @Test
    void shouldRefuseBeyondItsBoundUntilTheLoopCatchesUp() throws InterruptedException {
        try (LoopThread loop = new LoopThread()) {
            HandOver handOver = new HandOver(loop, 3);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            loop.execute(() -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            List<Integer> ran = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                int number = i;
                assertThat(handOver.offer(() -> ran.add(number))).isTrue();
            }

            assertThat(handOver.offer(() -> ran.add(4))).isFalse();
            handOver.always(() -> ran.add(5));
            held.countDown();
            loop.execute(done::countDown);

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).containsExactly(1, 2, 3, 5);
            assertThat(handOver.offer(() -> ran.add(6))).isTrue();
        }
    }
}

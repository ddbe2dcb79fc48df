package dev.switchboard.server.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ThreadLoopTest {
    private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ThreadLoop loop = ThreadLoop.start(2, bugs::add);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void shouldRunTasksInOrderOnItsOwnThread() {
        loop.execute(() -> seen.add(Thread.currentThread().getName() + " " + loop.inLoop()));
        loop.execute(() -> seen.add("second"));
        loop.close();
        assertThat(seen).containsExactly("sb-loop true", "second");
    }

    @Test
    void shouldRefuseOffersAtTheBoundButNeverCompletions() throws Exception {
        var entered = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        loop.execute(() -> {
            entered.countDown();
            await(hold);
        });
        entered.await();

        assertThat(loop.offer(() -> seen.add("a"))).isTrue();
        assertThat(loop.offer(() -> seen.add("b"))).isTrue();
        assertThat(loop.offer(() -> seen.add("refused"))).isFalse();
        loop.execute(() -> seen.add("completion"));
        assertThat(loop.waiting()).isEqualTo(3);

        hold.countDown();
        loop.close();
        assertThat(seen).containsExactly("a", "b", "completion");
    }

    @Test
    void shouldRunTimersWhenDueInOrderAndNotWhenCancelled() throws Exception {
        var done = new CountDownLatch(1);
        loop.execute(() -> {
            loop.schedule(20, () -> {
                seen.add("later");
                done.countDown();
            });
            loop.schedule(0, () -> seen.add("first"));
            loop.schedule(0, () -> seen.add("second"));
            loop.schedule(1, () -> seen.add("cancelled")).cancel();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly("first", "second", "later");
    }

    @Test
    void shouldTellOfFailedTaskAndGoOn() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("bug");
        });
        loop.execute(() -> seen.add("still alive"));
        assertThat(bugs.poll(10, TimeUnit.SECONDS)).hasMessage("bug");
        loop.close();
        assertThat(seen).containsExactly("still alive");
    }

    @Test
    void shouldRefuseTimersFromOtherThreadsAndWorkAfterClose() {
        assertThatThrownBy(() -> loop.schedule(1, () -> {})).isInstanceOf(IllegalStateException.class);
        loop.close();
        assertThat(loop.offer(() -> seen.add("late"))).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
